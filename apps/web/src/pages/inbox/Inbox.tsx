// Work by deadline: overdue, today, two working days, later. Single keys as in a triage list; the preview at the right.
import { Button, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { change, part } from '../../api/client';
import { useChange, useDealing, useInbox, useNewer } from '../../api/queries';
import type { InboxItem } from '../../api/types';
import { useKeys } from '../../app/keys';
import { useDateStyle, useWho } from '../../app/who';
import { words } from '../../i18n';
import { useAddress } from '../../parts/address';
import { day, instantOf, local, moment, readDay, shortDay, urgency, type Urgency } from '../../parts/dates';
import { left, useNow } from '../../parts/Due';
import { Icon } from '../../parts/Icon';
import { Incomplete, LevelBadge, StateIcon } from '../../parts/Level';
import { useSay } from '../../parts/Live';
import { PageHead } from '../../parts/PageHead';
import { Empty, Skeleton, Trouble } from '../../parts/States';
import { More } from '../../parts/More';
import { Exports, Views } from '../../parts/Views';
import { holidays } from './holidays';
import { Dialog } from '../../parts/Dialog';
import './inbox.css';

const VIEWS = ['all', 'mine', 'decide', 'answer', 'snoozed'] as const;
const ORDER: Urgency[] = ['overdue', 'today', 'soon', 'later'];

export function itemTo(item: InboxItem): string {
    return item.kind === 'near_name' ? `/search?q=${encodeURIComponent(item.title ?? '')}` : `/dealings/${encodeURIComponent(item.id)}`;
}

function Row({ item, now, isAt, select, urgent }: { item: InboxItem; now: number; isAt: boolean; select: () => void; urgent: Urgency }) {
    const { t } = useTranslation();
    const style = useDateStyle();
    const due = item.due_at ? local(item.due_at, style.zone) : null;
    return (
        <li className="it" data-at={isAt || undefined} onClick={select}>
            <div className="lvc">
                <LevelBadge level={item.level} />
                {item.incomplete && <Incomplete />}
            </div>
            <div className="main grow">
                <Link className="t" to={itemTo(item)} onFocus={select} aria-current={isAt ? 'true' : undefined}>
                    {item.title ?? item.id}
                </Link>
                <div className="d">
                    {words(item.next)}
                    {item.party ? ` · ${item.party}` : ''}
                </div>
            </div>
            <div className="own1 sm mute">{item.owner ?? t('inbox.noOwner')}</div>
            <div className={`due due-${urgent}`}>
                {due && (
                    <>
                        <b>{urgent === 'overdue' ? left(item.due_at!, now, t) : urgent === 'today' ? due.time : shortDay(due.date, style.language)}</b>
                        <span className="dim">{urgent === 'overdue' ? shortDay(due.date, style.language) : left(item.due_at!, now, t)}</span>
                    </>
                )}
            </div>
        </li>
    );
}

function Preview({ item }: { item: InboxItem }) {
    const { t } = useTranslation();
    const style = useDateStyle();
    const view = useDealing(item.id, item.kind !== 'near_name');
    const findings = view.data?.assessment.findings ?? [];
    const shown = [
        ...findings.filter((f) => f.state === 'present'),
        ...findings.filter((f) => f.state === 'unknown' && f.mandatory),
    ];
    return (
        <>
            <div className="row wrap">
                <LevelBadge level={item.level} />
                {item.incomplete && <Incomplete />}
            </div>
            <h2 className="ptitle">{item.title ?? item.id}</h2>
            <p className="sm mute">{[item.party, item.id].filter(Boolean).join(' · ')}</p>
            <Trouble cause={view.error} />
            {view.data ? (
                <>
                    <p className="say">{words(view.data.assessment.explanation)}</p>
                    <ul className="signs">
                        {shown.slice(0, 5).map((f) => (
                            <li key={f.indicator}>
                                <StateIcon state={f.state} />
                                <span>
                                    {words(f.title)}
                                    <br />
                                    <span className="sm dim">
                                        {[f.indicator, f.state === 'unknown' ? t('finding.mandatory') : t(`severity.${f.severity}`), f.evidence.length ? t('finding.proofs', { count: f.evidence.length }) : '']
                                            .filter(Boolean)
                                            .join(' · ')}
                                    </span>
                                </span>
                            </li>
                        ))}
                        {shown.length > 5 && <li className="sm dim">{t('inbox.moreSigns', { count: shown.length - 5 })}</li>}
                        {shown.length === 0 && <li className="sm dim">{t('inbox.noSigns')}</li>}
                    </ul>
                </>
            ) : (
                <Skeleton lines={5} />
            )}
            <div className="row open">
                <Button component={Link} to={itemTo(item)} variant="filled" className="grow">
                    {t('inbox.open')} <kbd>Enter</kbd>
                </Button>
                <Button component={Link} to={`${itemTo(item)}#questions`} leftSection={<Icon name="mail" small />}>
                    {t('inbox.questions')}
                </Button>
            </div>
            {view.data && (
                <>
                    <h3>{t('inbox.soFar')}</h3>
                    <ol className="tl">
                        {view.data.received_at && (
                            <li>
                                <time dateTime={view.data.received_at}>{moment(view.data.received_at, style)}</time>
                                {t('inbox.received', { who: view.data.entered_by ?? '–' })}
                            </li>
                        )}
                        <li>
                            <time>{day(view.data.assessment.date, style)}</time>
                            {t('inbox.proposed', { level: t(`level.${view.data.level}`), version: view.data.version })}
                        </li>
                        {view.data.decisions.map((d) => (
                            <li key={d.at}>
                                <time dateTime={d.at}>{moment(d.at, style)}</time>
                                {t(`decision.done.${d.decision}`)} · {d.by}
                            </li>
                        ))}
                    </ol>
                </>
            )}
        </>
    );
}

function Assign({ item, close }: { item: InboxItem; close: () => void }) {
    const { t } = useTranslation();
    const who = useWho();
    const say = useSay();
    const [owner, setOwner] = useState(item.owner ?? who.user);
    const view = useDealing(item.id);
    const newer = useNewer(['dealing', item.id], ['inbox']);
    const set = useChange((name: string | null) => change('POST', `/v1/inbox/${part(item.id)}`, { json: { owner: name }, ifMatch: view.data?.etag }), ['inbox'], ['dealing', item.id]);
    const save = async (name: string | null) => {
        await set.mutateAsync(name);
        say(t('inbox.assigned'));
        close();
    };
    return (
        <form className="stack" onSubmit={(event) => { event.preventDefault(); void save(owner.trim()).catch(() => undefined); }}>
            <Trouble cause={set.error} focus newer={() => void newer(set.reset)} />
            <TextInput label={t('inbox.owner')} value={owner} onChange={(event) => setOwner(event.target.value)} data-autofocus required />
            <div className="row">
                <Button type="submit" variant="filled">
                    {t('inbox.assign')}
                </Button>
                <Button onClick={() => void save(null).catch(() => undefined)}>{t('inbox.unassign')}</Button>
            </div>
        </form>
    );
}

function Snooze({ item, close }: { item: InboxItem; close: () => void }) {
    const { t } = useTranslation();
    const say = useSay();
    const style = useDateStyle();
    const [typed, setTyped] = useState('');
    const [wrong, setWrong] = useState('');
    const view = useDealing(item.id);
    const newer = useNewer(['dealing', item.id], ['inbox']);
    const set = useChange((until: string | null) => change('POST', `/v1/inbox/${part(item.id)}`, { json: { until }, ifMatch: view.data?.etag }), ['inbox'], ['dealing', item.id]);
    const save = async () => {
        const date = readDay(typed);
        if (!date) return setWrong(t('form.noDay', { text: typed }));
        await set.mutateAsync(instantOf(date, '00:00', style.zone));
        say(t('inbox.snoozed'));
        close();
    };
    return (
        <form className="stack" onSubmit={(event) => { event.preventDefault(); void save().catch(() => undefined); }}>
            <Trouble cause={set.error} focus newer={() => void newer(set.reset)} />
            <TextInput label={t('inbox.until')} description={t('form.dayHint')} error={wrong} value={typed} onChange={(event) => setTyped(event.target.value)} data-autofocus required />
            <div className="row">
                <Button type="submit" variant="filled">
                    {t('inbox.snooze')}
                </Button>
                {item.until && <Button onClick={() => void set.mutateAsync(null).then(close, () => undefined)}>{t('inbox.wake')}</Button>}
            </div>
        </form>
    );
}

export default function Inbox() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const style = useDateStyle();
    const now = useNow();
    const [address, setAddress] = useAddress();
    const view = address.view ?? 'all';
    const inbox = useInbox(view);
    const [selected, setSelected] = useState<string | null>(null);
    const [dialog, setDialog] = useState<'assign' | 'snooze' | null>(null);
    const groups = useMemo(() => {
        const rows = inbox.rows.map((item) => ({ item, urgent: urgency(item.due_at, now, style.zone, holidays) }));
        return ORDER.map((urgent) => ({ urgent, rows: rows.filter((row) => row.urgent === urgent) })).filter((group) => group.rows.length > 0);
    }, [inbox.rows, now, style.zone]);
    const flat = groups.flatMap((group) => group.rows.map((row) => row.item));
    const at = flat.find((item) => item.id === selected) ?? flat[0];
    const move = (by: number) => {
        const next = flat[Math.max(0, Math.min(flat.length - 1, (at ? flat.indexOf(at) : 0) + by))];
        if (next) setSelected(next.id);
    };
    const open = (hash = '') => at && void navigate(itemTo(at) + hash);
    useKeys({
        j: () => move(1), k: () => move(-1), arrowdown: () => move(1), arrowup: () => move(-1),
        enter: (event) => {
            const link = (event.target as HTMLElement).closest<HTMLElement>('a, button');
            if (link) link.click();
            else open();
        },
        e: () => open('#signs'), q: () => open('#questions'), d: () => open('#decide'),
        a: () => at && setDialog('assign'), h: () => at && setDialog('snooze'),
    });
    return (
        <main id="main" className="split">
            <div>
                <div className="inboxhead">
                    <PageHead title={t('inbox.title')} />
                    <div className="filters" role="group" aria-label={t('inbox.views')}>
                        {VIEWS.map((name) => (
                            <button key={name} type="button" className="chip" aria-pressed={view === name} onClick={() => setAddress({ view: name === 'all' ? '' : name })}>
                                {t(`inbox.view.${name}`)}
                                {view === name && inbox.first ? ` ${inbox.rows.length}${inbox.hasMore ? '+' : ''}` : ''}
                            </button>
                        ))}
                        <span className="grow" />
                        <Views />
                    </div>
                </div>
                <Trouble cause={inbox.error} retry={() => void inbox.refetch()} />
                {inbox.isPending && <Skeleton lines={8} />}
                {inbox.first && flat.length === 0 && <Empty say={t('inbox.empty')} />}
                {groups.map((group) => (
                    <section key={group.urgent} aria-labelledby={`group-${group.urgent}`}>
                        <h2 className="gh" id={`group-${group.urgent}`}>
                            {t(`inbox.group.${group.urgent}`)} {group.rows.length}{inbox.hasMore && group === groups.at(-1) ? '+' : ''}
                            {group.urgent === 'today' && <span className="dim">{day(local(now, style.zone).date, style)}</span>}
                            {group.urgent === 'soon' && <span className="dim">{t('inbox.holidays')}</span>}
                            {group.urgent === 'overdue' && <span className="dim">{t('inbox.first')}</span>}
                        </h2>
                        <ul className="lst">
                            {group.rows.map(({ item, urgent }) => (
                                <Row key={item.id} item={item} now={now} urgent={urgent} isAt={item === at} select={() => setSelected(item.id)} />
                            ))}
                        </ul>
                    </section>
                ))}
                {flat.length > 0 && (
                    <div className="tablefoot">
                        <More shown={flat.length} hasMore={inbox.hasMore} isReading={inbox.isReading} more={inbox.more} />
                        <Exports path="/v1/inbox" filters={{ view }} />
                    </div>
                )}
                <div className="keys">
                    {[['J', 'K', 'keys.move'], ['Enter', 'keys.open'], ['E', 'keys.evidence'], ['Q', 'keys.questions'], ['A', 'keys.assign'], ['H', 'keys.snooze'], ['D', 'keys.decide'], ['?', 'keys.help']].map((row) => (
                        <span key={row.at(-1)}>
                            {row.slice(0, -1).map((key) => (
                                <kbd key={key}>{key}</kbd>
                            ))}{' '}
                            {t(row.at(-1)!)}
                        </span>
                    ))}
                </div>
            </div>
            <aside className="pane" aria-label={t('inbox.selected')}>
                {at && <Preview key={at.id} item={at} />}
            </aside>
            <Dialog opened={dialog !== null && !!at} onClose={() => setDialog(null)} title={t(dialog === 'snooze' ? 'inbox.snooze' : 'inbox.assign')}>
                {at && dialog === 'assign' && <Assign item={at} close={() => setDialog(null)} />}
                {at && dialog === 'snooze' && <Snooze item={at} close={() => setDialog(null)} />}
            </Dialog>
        </main>
    );
}
