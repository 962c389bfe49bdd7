// New check: the text that arrived at the left, what was read from it at the right; a person corrects, then it is judged.
//
// HOW IT WORKS. A dropped file, a paste or a chosen file goes to POST /v1/drafts as it is; the draft becomes the state of
// the form, its spans mark the text. A field and its place light up in pairs. Nothing is stored before Check except what
// the reader keeps (kept/new-check), which also saves what was typed when a session ends. With ?from=ID a stored dealing
// is corrected: Check then makes its next version.
import { Button } from '@mantine/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { change, Failure } from '../../api/client';
import { useDealing, useKept } from '../../api/queries';
import type { Assessment, Dealing, Draft, Note, Span } from '../../api/types';
import { useQueryClient } from '@tanstack/react-query';
import { useKeys } from '../../app/keys';
import { JUDGED, KINDS, may, useDateStyle, useWho } from '../../app/who';
import { words } from '../../i18n';
import { useAddress } from '../../parts/address';
import { local, moment } from '../../parts/dates';
import { Icon } from '../../parts/Icon';
import { useSay } from '../../parts/Live';
import { PageHead } from '../../parts/PageHead';
import { itemsOf, partiesOf, rolesOf, textOf } from '../../parts/dealing';
import { pruned } from '../../parts/pointer';
import { Skeleton, Trouble, troubleText } from '../../parts/States';
import { DropZone, SourceText } from './Source';
import { FieldRow } from './FieldRow';
import { FORMS, openFields, pointerOf, read, tidied, write, type Field } from './fields';
import { spansOf } from './marks';
import './check.css';

interface Sheet {
    dealing: Dealing;
    spans: Span[];
    notes: Note[];
    file?: { name: string; size: number } | null;
}

const EMPTY_KIND = 'procurement';

/** The form's own sheet, a stored dealing to correct, or what was kept. */
function useSheet(from: string | undefined, kind: string) {
    const [sheet, setSheet] = useState<Sheet | null>(null);
    const stored = useDealing(from ?? '', !!from);
    const kept = useKept<Sheet>(from ? `check-${from}` : 'new-check');
    useEffect(() => {
        if (from && stored.data && !sheet) setSheet({ dealing: stored.data.dealing, spans: [], notes: [] });
    }, [from, stored.data, sheet]);
    const edit = useCallback(
        (next: Sheet) => {
            setSheet(next);
            kept.keep(next);
        },
        [kept],
    );
    const start = () => setSheet({ dealing: structuredClone(FORMS[kind]!.start), spans: [], notes: [] });
    return { sheet, setSheet, edit, start, kept, stored };
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

interface FormProps {
    sheet: Sheet;
    kind: string;
    lit: string | null;
    errorAt?: { path: string; text: string };
    edit: (sheet: Sheet) => void;
    light: (path: string | null) => void;
    showSpan: (span: Span) => void;
}

function Rows({ fields, ...props }: FormProps & { fields: Field[] }) {
    const { sheet, lit, errorAt, edit, light, showSpan } = props;
    return (
        <>
            {fields.map((field) => {
                const pointer = pointerOf(field.path, sheet.dealing);
                const spans = spansOf(sheet.spans, pointer);
                const isWrong = !!pointer && !!errorAt && (errorAt.path === pointer || errorAt.path.startsWith(`${pointer}/`));
                return (
                    <FieldRow
                        key={field.path} field={field} value={read(sheet.dealing, field.path)} spans={spans} text={textOf(sheet.dealing.text)}
                        isLit={!!lit && spans.some((span) => span.path === lit)} error={isWrong ? errorAt.text : undefined} showSpan={showSpan}
                        light={(on) => light(on ? (spans[0]?.path ?? null) : null)}
                        set={(value) => edit({ ...sheet, dealing: write(sheet.dealing, field.path, value) })}
                    />
                );
            })}
        </>
    );
}

function Form(props: FormProps) {
    const { sheet, kind, edit, errorAt } = props;
    const { t } = useTranslation();
    const form = FORMS[kind]!;
    const roles = new Set(partiesOf(sheet.dealing).flatMap(rolesOf));
    const groups = form.more.filter((group) => !group.role || roles.has(group.role));
    const absent = form.more.filter((group) => group.role && !roles.has(group.role));
    return (
        <>
            <Rows {...props} fields={form.main} />
            {itemsOf(sheet.dealing).length > 1 && (
                <p className="pad sm mute">{t('check.moreItems', { count: itemsOf(sheet.dealing).length - 1 })}</p>
            )}
            <details className="morefields" open={!!errorAt && groups.some((g) => g.fields.some((f) => pointerOf(f.path, sheet.dealing) === errorAt.path))}>
                <summary>{t('check.more')}</summary>
                {groups.map((group) => (
                    <fieldset key={group.id}>
                        <legend>{group.role ? t(`partyRole.${group.role}`) : t(`check.group.${group.id}`)}</legend>
                        <Rows {...props} fields={group.fields} />
                    </fieldset>
                ))}
                {absent.length > 0 && (
                    <div className="pad row wrap">
                        <span className="sm dim">{t('check.addParty')}</span>
                        {absent.map((group) => (
                            <Button key={group.id} className="sm" leftSection={<Icon name="plus" small />} onClick={() => edit({ ...sheet, dealing: { ...sheet.dealing, parties: [...partiesOf(sheet.dealing), { role: group.role!, schema: 'Company' }] } })}>
                                {t(`partyRole.${group.role}`)}
                            </Button>
                        ))}
                    </div>
                )}
            </details>
        </>
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

export default function NewCheck() {
    const { t } = useTranslation();
    const say = useSay();
    const navigate = useNavigate();
    const client = useQueryClient();
    const style = useDateStyle();
    const [address] = useAddress();
    const kind = JUDGED.includes(address.kind ?? '') ? address.kind! : EMPTY_KIND;
    const { from } = address;
    const { sheet, setSheet, edit, start, kept, stored } = useSheet(from, kind);
    // What the pointer or the focus is on, else what was asked for last.
    const [hovered, setLit] = useState<string | null>(null);
    const [pinned, setPinned] = useState<string | null>(null);
    const lit = hovered ?? pinned;
    const [trouble, setTrouble] = useState<unknown>(null);
    const [busy, setBusy] = useState<'reading' | 'judging' | null>(null);
    const once = useRef(crypto.randomUUID?.() ?? String(Math.random()));
    const paper = useRef<HTMLDivElement>(null);

    const readFile = async (bytes: Blob | string, file: Sheet['file']) => {
        setBusy('reading');
        setTrouble(null);
        try {
            const draft = await change<Draft>('POST', '/v1/drafts', { bytes });
            edit({ dealing: draft.draft, spans: draft.spans, notes: draft.notes, file });
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
        const dealing = pruned(tidied(from ? { ...sheet.dealing, id: from } : sheet.dealing)) as Dealing;
        change<Assessment>('POST', '/v1/assessments', { json: dealing, once: once.current })
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
        const all = [...FORMS[kind]!.main, ...FORMS[kind]!.more.flatMap((group) => group.fields)];
        const field = all.find((f) => {
            const pointer = sheet && pointerOf(f.path, sheet.dealing);
            return pointer && (path === pointer || path.startsWith(`${pointer}/`));
        });
        const row = field && document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field.path)}"]`);
        row?.closest('details')?.setAttribute('open', '');
        row?.querySelector<HTMLElement>('input, textarea, select')?.focus();
    };
    const errorAt = useMemo(() => {
        const path = trouble instanceof Failure ? trouble.problem.path : undefined;
        return path ? { path, text: troubleText(trouble, t) } : undefined;
    }, [trouble, t]);
    const form = FORMS[kind]!;
    const open = sheet ? openFields(sheet.dealing, form.main) : 0;
    const title = from ? t('check.correct', { id: from }) : t('check.title');
    const isReadFromText = !!sheet && (sheet.spans.length > 0 || !!sheet.dealing.text);
    return (
        <main id="main" className="page">
            <PageHead title={title} below={<p>{from ? t('check.correctSay') : t('check.say')}</p>} />
            <Kinds kind={kind} />
            {stored.error && <Trouble cause={stored.error} />}
            {!sheet && kept.kept && (
                <div className="block keptbox">
                    <Icon name="clock" />
                    <span className="grow">{t('check.keptFound', { title: kept.kept.dealing.title ?? t('check.untitled') })}</span>
                    <Button className="sm" onClick={() => setSheet(kept.kept)}>
                        {t('check.goOn')}
                    </Button>
                    <Button className="sm" onClick={() => void kept.drop()}>
                        {t('check.discard')}
                    </Button>
                </div>
            )}
            {trouble !== null && <Trouble cause={trouble} focus label={busy === null && !sheet ? t('check.notRead') : undefined} />}
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
                                        <Button variant="subtle" onClick={() => { setSheet(null); void kept.drop(); }}>
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
                        <Form sheet={sheet} kind={kind} lit={lit} errorAt={errorAt} edit={edit} light={setLit} showSpan={showSpan} />
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
