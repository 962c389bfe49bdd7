// New check: the text that arrived at the left, what was read from it at the right; a person corrects, then it is judged.
//
// HOW IT WORKS. A dropped file, a paste or a chosen file goes to POST /v1/drafts as it is; the draft becomes the state of
// the form, its spans mark the text. A field and its place light up in pairs. Nothing is stored before Check except what
// the reader keeps (kept/new-check), which also saves what was typed when a session ends. With ?from=ID a stored dealing
// is corrected: Check then makes its next version.
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { change, Failure, isRace } from '../../api/client';
import { useKept } from '../../api/kept';
import { useDealing } from '../../api/queries';
import type { Assessment, Draft, Note, Span } from '../../api/types';
import { useKeys } from '../../app/keys';
import { JUDGED, KINDS, may, useDateStyle, useWho } from '../../app/who';
import { words } from '../../i18n';
import { useAddress } from '../../parts/address';
import { local, moment } from '../../parts/dates';
import { Icon } from '../../parts/Icon';
import { KeptRace } from '../../parts/KeptRace';
import { useSay } from '../../parts/Live';
import { PageHead } from '../../parts/PageHead';
import { at } from '../../parts/pointer';
import { Skeleton, Trouble, troubleText } from '../../parts/States';
import { valueText } from '../result/Facts';
import { FORMS } from './fields';
import { Form } from './Form';
import { onNewer, openFields, sent, withValues, type Sent, type Sheet } from './sheet';
import { DropZone, SourceText } from './Source';
import './check.css';

const EMPTY_KIND = 'procurement';

/** The form's own sheet, a stored dealing to correct, or what was kept. */
function useSheet(from: string | undefined, kind: string) {
    const [sheet, setSheet] = useState<Sheet | null>(null);
    const [isTouched, setTouched] = useState(false);
    const stored = useDealing(from ?? '', !!from);
    const kept = useKept<Sheet>(from ? `check-${from}` : 'new-check');
    useEffect(() => {
        if (from && stored.data && !sheet) setSheet({ dealing: stored.data.dealing, spans: [], notes: [], base: { dealing: stored.data.dealing, etag: stored.data.etag } });
    }, [from, stored.data, sheet]);
    const show = useCallback((next: Sheet | null) => {
        setTouched(true);
        setSheet(next);
    }, []);
    const edit = useCallback(
        (next: Sheet) => {
            show(next);
            kept.keep(next);
        },
        [kept, show],
    );
    const start = () => show({ dealing: structuredClone(FORMS[kind]!.start), spans: [], notes: [] });
    const offered = !isTouched && kept.kept ? kept.kept : null;
    return { sheet, show, edit, start, kept, offered, stored };
}

function Kinds({ kind }: { kind: string }) {
    const { t } = useTranslation();
    const who = useWho();
    const [, setAddress] = useAddress();
    const offered = KINDS.filter((name) => JUDGED.includes(name) && may(who, `${name}.w`));
    if (offered.length < 2) return null;
    return (
        <div className="kinds" role="group" aria-label={t('check.kind')}>
            {offered.map((name) => (
                <button key={name} type="button" aria-pressed={name === kind} onClick={() => setAddress({ kind: name })}>
                    <Icon name="deal" />
                    {t(`kind.${name}`)}
                </button>
            ))}
        </div>
    );
}

function Notes({ notes }: { notes: Note[] }) {
    const { t } = useTranslation();
    if (notes.length === 0) return null;
    return (
        <div className="pad sm notes">
            <h3>{t('check.notes')}</h3>
            <ul>
                {notes.map((note, i) => (
                    <li key={i}>{words(note)}</li>
                ))}
            </ul>
        </div>
    );
}

/** The row of the form that shows what a pointer names, with all folds above it open. */
function openAt(path: string): HTMLElement | null {
    for (let pointer = path; pointer; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
        const row = document.querySelector<HTMLElement>(`[data-pointer="${CSS.escape(pointer)}"]`);
        if (!row) continue;
        for (let fold = row.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) fold.open = true;
        return row;
    }
    return null;
}

/** After a lost race: what both changed, with what the other one stored. */
function Conflicts({ sheet, conflicts }: { sheet: Sheet; conflicts: string[] }) {
    const { t } = useTranslation();
    return (
        <div className="block keptbox" role="status">
            <Icon name="clock" />
            <div className="grow">
                <p>{conflicts.length ? t('check.bothChanged') : t('check.onNewer')}</p>
                <ul className="sm">
                    {conflicts.map((pointer) => (
                        <li key={pointer}>
                            <button type="button" className="src mono" onClick={() => openAt(pointer)?.querySelector<HTMLElement>('input, textarea, select')?.focus()}>
                                {pointer}
                            </button>{' '}
                            {t('check.theirs', { value: valueText(at(sheet.base?.dealing, pointer), t) })}
                        </li>
                    ))}
                </ul>
            </div>
        </div>
    );
}

export default function NewCheck() {
    const { t } = useTranslation();
    const say = useSay();
    const navigate = useNavigate();
    const client = useQueryClient();
    const style = useDateStyle();
    const [address] = useAddress();
    const kind = JUDGED.includes(address.kind ?? '') ? address.kind! : EMPTY_KIND;
    const { from } = address;
    const { sheet, show, edit, start, kept, offered, stored } = useSheet(from, kind);
    // What the pointer or the focus is on, else what was asked for last.
    const [hovered, setLit] = useState<string | null>(null);
    const [pinned, setPinned] = useState<string | null>(null);
    const lit = hovered ?? pinned;
    const [trouble, setTrouble] = useState<unknown>(null);
    const [busy, setBusy] = useState<'reading' | 'judging' | null>(null);
    const [conflicts, setConflicts] = useState<string[] | null>(null);
    const lastSent = useRef<Sent | null>(null);
    const once = useRef(crypto.randomUUID?.() ?? String(Math.random()));
    const paper = useRef<HTMLDivElement>(null);

    const readFile = async (bytes: Blob | string, file: Sheet['file']) => {
        setBusy('reading');
        setTrouble(null);
        try {
            const draft = await change<Draft>('POST', '/v1/drafts', { bytes });
            edit({ dealing: draft.draft, spans: withValues(draft.draft, draft.spans), notes: draft.notes, file });
            say(t('check.readDone', { count: draft.spans.length }));
        } catch (cause) {
            setTrouble(cause);
        } finally {
            setBusy(null);
        }
    };
    const judge = async () => {
        if (!sheet || busy) return;
        (document.activeElement as HTMLElement | null)?.blur();
        setBusy('judging');
        setTrouble(null);
    };
    // The field that had the focus hands its value over on blur; the call is made with the state after it.
    useEffect(() => {
        if (busy !== 'judging' || !sheet) return;
        lastSent.current = sent(sheet.dealing, from);
        change<Assessment>('POST', '/v1/assessments', { json: lastSent.current.dealing, once: once.current, ifMatch: sheet.base?.etag })
            .then(async (answer) => {
                await kept.drop();
                await client.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'session' });
                void navigate(`/dealings/${encodeURIComponent(answer.dealing)}`);
            })
            .catch((cause: unknown) => {
                once.current = crypto.randomUUID?.() ?? String(Math.random());
                setTrouble(cause);
                setBusy(null);
            });
        // Runs once for each press of Check.
        // eslint-disable-next-line react-hooks/exhaustive-deps
    }, [busy]);
    useKeys({ 'ctrl+enter': () => void judge() });
    useEffect(() => {
        const paste = (event: ClipboardEvent) => {
            if (sheet || (event.target as HTMLElement).closest('input, textarea')) return;
            const text = event.clipboardData?.getData('text/plain');
            const file = event.clipboardData?.files[0];
            if (file) void readFile(file, { name: file.name, size: file.size });
            else if (text) void readFile(text, null);
        };
        window.addEventListener('paste', paste);
        return () => window.removeEventListener('paste', paste);
    });
    const showSpan = (span: Span) => {
        setLit(null);
        setPinned(span.path);
        const mark = paper.current?.querySelector<HTMLElement>(`[data-paths~="${CSS.escape(span.path)}"]`);
        mark?.scrollIntoView({ block: 'nearest' });
        mark?.focus({ preventScroll: true });
    };
    const showField = (path: string) => {
        setPinned(path);
        openAt(path)?.querySelector<HTMLElement>('input, textarea, select')?.focus();
    };
    const errorAt = useMemo(() => {
        const path = trouble instanceof Failure ? trouble.problem.path : undefined;
        return path ? { path: lastSent.current?.back(path) ?? path, text: troubleText(trouble, t) } : undefined;
    }, [trouble, t]);
    useEffect(() => {
        if (errorAt) openAt(errorAt.path);
    }, [errorAt]);
    const loadNewer = async () => {
        const newer = await stored.refetch();
        if (!sheet || !newer.data) return setTrouble(newer.error);
        const merged = onNewer(sheet, { dealing: newer.data.dealing, etag: newer.data.etag });
        edit(merged.sheet);
        setConflicts(merged.conflicts);
        setTrouble(null);
        say(t('trouble.newerLoaded'));
    };
    const form = FORMS[kind]!;
    const open = sheet ? openFields(sheet.dealing, form.main) : 0;
    const title = from ? t('check.correct', { id: from }) : t('check.title');
    const isReadFromText = !!sheet && (sheet.spans.length > 0 || !!sheet.dealing.text);
    return (
        <main id="main" className="page">
            <PageHead title={title} below={<p>{from ? t('check.correctSay') : t('check.say')}</p>} />
            <Kinds kind={kind} />
            {stored.error && <Trouble cause={stored.error} />}
            {offered && (
                <div className="block keptbox">
                    <Icon name="clock" />
                    <span className="grow">{t('check.keptFound', { title: offered.dealing.title || t('check.untitled') })}</span>
                    <Button className="sm" onClick={() => show(offered)}>
                        {t('check.goOn')}
                    </Button>
                    <Button className="sm" onClick={() => void kept.drop()}>
                        {t('check.discard')}
                    </Button>
                </div>
            )}
            <KeptRace
                isShown={kept.race} keepMine={() => sheet && void kept.keepMine(sheet).catch(setTrouble)}
                takeTheirs={() => void kept.takeTheirs().then((theirs) => theirs && show(theirs), setTrouble)}
            />
            {conflicts && sheet && <Conflicts sheet={sheet} conflicts={conflicts} />}
            {trouble !== null && <Trouble cause={trouble} focus newer={from && isRace(trouble) ? () => void loadNewer() : undefined} label={busy === null && !sheet ? t('check.notRead') : undefined} />}
            {!sheet && !from && <DropZone isBusy={busy === 'reading'} readFile={(bytes, file) => void readFile(bytes, file)} start={start} />}
            {!sheet && from && !stored.error && <Skeleton lines={10} />}
            {sheet && (
                <div className={isReadFromText ? 'cols even' : 'onesheet'}>
                    {isReadFromText && (
                        <section className="card" aria-labelledby="arrived">
                            <header>
                                <Icon name="mail" />
                                <h2 id="arrived">{t('check.arrived')}</h2>
                                <span className="act row">
                                    {sheet.file && <span className="tag s">{`${sheet.file.name} · ${Math.max(1, Math.round(sheet.file.size / 1024))} KB`}</span>}
                                    {!from && (
                                        <Button variant="subtle" onClick={() => { show(null); void kept.drop(); }}>
                                            {t('check.replace')}
                                        </Button>
                                    )}
                                </span>
                            </header>
                            <SourceText dealing={sheet.dealing} spans={sheet.spans} lit={lit} light={setLit} showField={showField} paper={paper} style={style} moment={moment} />
                            <p className="pad sm mute foot">{t('check.marks')}</p>
                        </section>
                    )}
                    <section className="card" aria-labelledby="read">
                        <header>
                            <h2 id="read">{isReadFromText ? t('check.read') : t('check.sheet')}</h2>
                            <span className="act sm dim">{t('check.count', { count: form.main.length, open })}</span>
                        </header>
                        <Form kind={kind} form={{ sheet, lit, errorAt, edit, light: setLit, showSpan }} />
                        <Notes notes={sheet.notes} />
                        <div className="pad foot checkbar">
                            <div className="row wrap">
                                <Button variant="filled" className="main" disabled={busy !== null} onClick={() => void judge()}>
                                    {busy === 'judging' ? t('check.judging') : from ? t('check.judgeAgain') : t('check.judge')} <kbd>Ctrl Enter</kbd>
                                </Button>
                                <Button onClick={() => void kept.save(sheet).then(() => say(t('check.kept')), setTrouble)}>{t('check.keep')}</Button>
                                {kept.keptAt && <span className="sm dim">{t('check.keptAt', { time: local(kept.keptAt, style.zone).time })}</span>}
                            </div>
                            <p className="sm dim below">{t('check.empty')}</p>
                        </div>
                    </section>
                </div>
            )}
            <p className="row sm mute below">
                <Icon name="clock" small />
                <span>{t('check.fast')}</span>
            </p>
        </main>
    );
}
