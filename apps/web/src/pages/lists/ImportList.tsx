// Import of a list in three steps, each with its answer in sight: the file with its hash; a dry run (what would change,
// whom it affects, which rows are refused); the import as a job with rate, time left and cancel.
import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { change, query } from '../../api/client';
import type { ImportReport, Job } from '../../api/types';
import { words } from '../../i18n';
import { readDay } from '../../parts/dates';
import { useSay } from '../../parts/Live';
import { PageHead } from '../../parts/PageHead';
import { Trouble } from '../../parts/States';
import { useJob } from './job';
import { Rejects } from './Rejects';
import './lists.css';

async function sha256(file: File): Promise<string | null> {
    if (!crypto.subtle || file.size > 200_000_000) return null;
    const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function Progress({ job, cancel }: { job: Job; cancel: () => void }) {
    const { t } = useTranslation();
    const say = useSay();
    const share = job.total ? Math.round(((job.done ?? 0) / job.total) * 100) : null;
    const tenth = share === null ? Math.floor((job.seconds ?? 0) / 10) : Math.floor(share / 10);
    useEffect(() => {
        if (job.done) say(t('job.announce', { count: job.done }));
        // At most every tenth of the work.
        // eslint-disable-next-line react-hooks/exhaustive-deps
    }, [tenth]);
    const number = (n: number) => new Intl.NumberFormat().format(Math.round(n));
    return (
        <div className="pad stack tight">
            <div className="bar" role="progressbar" aria-label={t('job.title')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={share ?? undefined}>
                <i style={{ width: `${share ?? 15}%` }} />
            </div>
            <p className="sm">
                {job.step ? `${job.step} · ` : ''}
                {job.total ? t('job.of', { done: number(job.done ?? 0), total: number(job.total) }) : t('job.count', { done: number(job.done ?? 0) })}
                {job.rate ? ` · ${t('job.rate', { rate: number(job.rate) })}` : ''}
                {job.seconds_left ? ` · ${t('job.left', { count: job.seconds_left })}` : ''}
            </p>
            <div>
                <Button className="sm" onClick={cancel}>
                    {t('job.cancel')}
                </Button>
            </div>
        </div>
    );
}

function Report({ report: { files, affects = [] }, isDry }: { report: ImportReport; isDry: boolean }) {
    const { t } = useTranslation();
    const rejects = files.flatMap((file) => (file.rejects ?? []).map((row) => ({ ...row, file: row.file ?? file.file })));
    return (
        <>
            <div className="scroll" tabIndex={0} role="group" aria-label={t('lists.report')}>
                <table>
                    <caption className="vh">{t('lists.report')}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{t('lists.file')}</th>
                            <th scope="col">{t('lists.list')}</th>
                            <th scope="col">{t('lists.edition')}</th>
                            <th scope="col" className="num">{t('lists.added')}</th>
                            <th scope="col" className="num">{t('lists.changed')}</th>
                            <th scope="col" className="num">{t('lists.removed')}</th>
                            <th scope="col" className="num">{t('lists.rejected')}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {files.map((file) => (
                            <tr key={`${file.file} ${file.list}`}>
                                <td>
                                    {file.file}
                                    {file.error && <p className="ferr">{file.error}</p>}
                                </td>
                                <td>{file.list ?? '–'}</td>
                                <td>{file.edition ?? t('lists.undated')}</td>
                                <td className="num">+{file.added ?? 0}</td>
                                <td className="num">~{file.changed ?? 0}</td>
                                <td className="num">−{file.removed ?? 0}</td>
                                <td className="num">{file.rejected ?? 0}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            <div className="pad sm">
                <h3>{isDry ? t('lists.wouldAffect') : t('lists.affects')}</h3>
                <ul>
                    {affects.map((party) => (
                        <li key={party.id}>
                            <Link to={`/parties/${encodeURIComponent(party.id)}`}>{party.name}</Link> <span className="dim">{t('party.inDealings', { count: party.dealings })}</span>
                        </li>
                    ))}
                </ul>
                {affects.length === 0 && <p className="mute">{t('lists.affectsNone')}</p>}
            </div>
            {rejects.length > 0 && <Rejects count={files.reduce((sum, file) => sum + file.rejected, 0)} rows={rejects} />}
        </>
    );
}

function Ended({ job, isDry }: { job: Job; isDry: boolean }) {
    const { t } = useTranslation();
    if (job.state === 'cancelled')
        return (
            <p className="pad" role="status">
                {t('job.cancelled')} {words(job.stays)}
            </p>
        );
    if (job.state === 'failed') return <Trouble cause={new Error(job.error?.detail ?? t('job.failed'))} focus />;
    return <Report report={job.result ?? { files: [] }} isDry={isDry} />;
}

export default function ImportList() {
    const { t } = useTranslation();
    const client = useQueryClient();
    const [file, setFile] = useState<File | null>(null);
    const [hash, setHash] = useState<string | null>(null);
    const [edition, setEdition] = useState('');
    const [dryId, setDryId] = useState<string | null>(null);
    const [realId, setRealId] = useState<string | null>(null);
    const [trouble, setTrouble] = useState<unknown>(null);
    const dry = useJob(dryId);
    const real = useJob(realId);
    const choose = (next: File | null) => {
        setFile(next);
        setHash(null);
        setDryId(null);
        setRealId(null);
        if (next) void sha256(next).then(setHash);
    };
    const start = async (isDry: boolean) => {
        if (!file) return;
        const day = edition ? readDay(edition) : '';
        if (day === null) return setTrouble(new Error(t('form.noDay', { text: edition })));
        setTrouble(null);
        try {
            const begun = await change<{ job: string }>('POST', `/v1/lists${query({ name: file.name, edition: day, dry_run: isDry })}`, { bytes: file });
            (isDry ? setDryId : setRealId)(begun.job);
        } catch (cause) {
            setTrouble(cause);
        }
    };
    useEffect(() => {
        if (real.isOver) void client.invalidateQueries();
    }, [real.isOver, client]);
    const dryFiles = dry.job?.result?.files ?? [];
    const canImport = dry.isOver && dry.job?.state === 'done' && dryFiles.some((row) => !row.error);
    return (
        <main id="main" className="page">
            <PageHead title={t('lists.importTitle')} below={<p>{t('lists.importSay')}</p>} />
            {trouble !== null && <Trouble cause={trouble} focus />}
            <ol className="stack wizard">
                <li className="card">
                    <header>
                        <h2>1. {t('lists.stepFile')}</h2>
                    </header>
                    <div className="pad stack tight">
                        <label className="f" htmlFor="file">
                            {t('lists.chooseFile')}
                        </label>
                        <input id="file" type="file" onChange={(event) => choose(event.target.files?.[0] ?? null)} />
                        {file && (
                            <p className="sm mute">
                                {file.name} · {new Intl.NumberFormat().format(Math.ceil(file.size / 1024))} KB {hash && <span className="mono">sha256 {hash.slice(0, 24)}…</span>}
                            </p>
                        )}
                        <TextInput className="short" label={t('lists.editionDay')} description={t('lists.editionHint')} value={edition} onChange={(event) => setEdition(event.target.value)} />
                        <div>
                            <Button variant={canImport ? 'default' : 'filled'} disabled={!file} onClick={() => void start(true)}>
                                {t('lists.dryRun')}
                            </Button>
                            {!file && <span className="sm dim"> {t('lists.needFile')}</span>}
                        </div>
                    </div>
                </li>
                {dryId && (
                    <li className="card">
                        <header>
                            <h2>2. {t('lists.stepPreview')}</h2>
                        </header>
                        <Trouble cause={dry.trouble} />
                        {dry.job && !dry.isOver && <Progress job={dry.job} cancel={() => void dry.cancel()} />}
                        {dry.job && dry.isOver && <Ended job={dry.job} isDry />}
                        {canImport && !realId && (
                            <div className="pad">
                                <Button variant="filled" onClick={() => void start(false)}>
                                    {t('lists.import')}
                                </Button>
                            </div>
                        )}
                    </li>
                )}
                {realId && (
                    <li className="card">
                        <header>
                            <h2>3. {t('lists.stepImport')}</h2>
                        </header>
                        <Trouble cause={real.trouble} />
                        {real.job && !real.isOver && <Progress job={real.job} cancel={() => void real.cancel()} />}
                        {real.job && real.isOver && <Ended job={real.job} isDry={false} />}
                        {real.isOver && (
                            <p className="pad">
                                <Link to="/lists">{t('lists.toLists')}</Link>
                            </p>
                        )}
                    </li>
                )}
            </ol>
        </main>
    );
}
