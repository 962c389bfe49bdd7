// The result of a dealing. Order: level and why, signs, then who decides. The tab stands in the hash; #decide goes to the
// decision box.
import { Button, Menu } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { Failure } from '../../api/client';
import { useDealing } from '../../api/queries';
import type { Assessment, DealingView } from '../../api/types';
import { useKeys } from '../../app/keys';
import { Missing } from '../../app/Missing';
import { useDateStyle } from '../../app/who';
import { words } from '../../i18n';
import { copyText } from '../../parts/Copy';
import { day, moment } from '../../parts/dates';
import { customerOf, partiesOf } from '../../parts/dealing';
import { Icon } from '../../parts/Icon';
import { Incomplete, LevelBadge, LevelShape } from '../../parts/Level';
import { PageHead } from '../../parts/PageHead';
import { Skeleton, Trouble } from '../../parts/States';
import { DecisionBox } from './DecisionBox';
import { Findings } from './Findings';
import { History } from './History';
import { Matrix } from './Matrix';
import { PartiesTab } from './PartiesTab';
import { PrintSheet } from './PrintSheet';
import { Questions } from './Questions';
import { SourceTab } from './SourceTab';
import './result.css';

const TABS = ['signs', 'parties', 'questions', 'source', 'history'] as const;
type Tab = (typeof TABS)[number];

const SEVERITIES = ['critical', 'high', 'medium'] as const;

/** How the level follows: groups, concern, asset. Not shown where a legal stop or danger decides. */
function Steps({ view }: { view: DealingView }) {
    const { t } = useTranslation();
    const { assessment } = view;
    const asset = view.dealing.asset as { name?: string } | undefined;
    const counts = SEVERITIES.map((severity) => ({ severity, n: assessment.groups.filter((g) => g.severity === severity).length })).filter((c) => c.n > 0);
    return (
        <div className="steps">
            {counts.length === 0 && <span>{t('result.noGroups')}</span>}
            {counts.map(({ severity, n }) => (
                <span key={severity}>
                    {t('result.groups', { severity: t(`severity.${severity}`) })} <b>{n}</b>
                </span>
            ))}
            <span className="arr" aria-hidden="true">→</span>
            <span>
                {t('result.concern')} <b>{assessment.concern}</b>
            </span>
            <span className="arr" aria-hidden="true">×</span>
            <span>
                {t('result.asset')} <b>{assessment.highest_sensitivity}</b> {asset?.name ?? t('result.assetUnknown')}
            </span>
            <span className="arr" aria-hidden="true">→</span>
            <LevelBadge level={assessment.level} />
            {assessment.level === 'red' && <span className="dim last">{t('result.stopIsNoRefusal')}</span>}
            {assessment.level === 'green' && <span className="dim last">{t('result.greenIs')}</span>}
        </div>
    );
}

function Verdict({ view, openQuestions }: { view: DealingView; openQuestions: () => void }) {
    const { t } = useTranslation();
    const { assessment } = view;
    const legal = assessment.findings.find((f) => f.state === 'present' && f.stop === 'legal');
    const danger = assessment.findings.find((f) => f.state === 'present' && f.stop === 'danger');
    const count = assessment.questions.length;
    return (
        <section className={`card verdict ${assessment.level}`} aria-labelledby="verdict">
            {danger && <p className="first b">{t('result.protect')}</p>}
            <div className="in1">
                <LevelShape level={assessment.level} className="big" />
                <div>
                    <div className="row wrap">
                        <h2 className={`word lv-${assessment.level}`} id="verdict">
                            {t(`level.${assessment.level}`)}
                        </h2>
                        {assessment.incomplete && <Incomplete />}
                    </div>
                    <p className="say">{words(assessment.explanation)}</p>
                    {legal && <p className="say b">{t('result.legal', { indicator: legal.indicator })}</p>}
                </div>
                <div className="cta">
                    {count > 0 ? (
                        <Button variant="filled" onClick={openQuestions} leftSection={<Icon name="mail" small />}>
                            {t('result.write', { count })}
                        </Button>
                    ) : (
                        <Button variant="filled" component="a" href="#decide">
                            {t('result.decide')}
                        </Button>
                    )}
                </div>
            </div>
            <Steps view={view} />
            {assessment.actions.length > 0 && (
                <details className="actions">
                    <summary>{t('result.actions', { count: assessment.actions.length })}</summary>
                    <ul>
                    {assessment.actions.map((action) => (
                        <li key={action.id}>
                            <Icon name="right" small />
                            {words(action)}
                        </li>
                    ))}
                    </ul>
                </details>
            )}
        </section>
    );
}

function Versions({ assessment }: { assessment: Assessment }) {
    const { t } = useTranslation();
    const style = useDateStyle();
    return (
        <section className="card" aria-labelledby="versions">
            <header>
                <h2 id="versions">{t('result.versions')}</h2>
            </header>
            <div className="pad">
                <dl className="kv">
                    <dt>{t('result.judgedOn')}</dt>
                    <dd>{day(assessment.date, style)}</dd>
                    <dt>{t('result.rules')}</dt>
                    <dd className="mono">{assessment.rules_version.slice(0, 12)}</dd>
                    <dt>{t('result.levels')}</dt>
                    <dd className="mono">{assessment.levels_version.slice(0, 12)}</dd>
                </dl>
                <details className="used">
                    <summary>{t('result.lists', { count: assessment.lists.length })}</summary>
                    <dl className="kv">
                        {assessment.lists.map((list) => (
                            <div key={list.list} style={{ display: 'contents' }}>
                                <dt className="mono">{list.list}</dt>
                                <dd>
                                    {list.edition ?? t('lists.undated')}
                                    {list.later && <span className="dim"> {t('result.later')}</span>}
                                </dd>
                            </div>
                        ))}
                    </dl>
                </details>
                {assessment.lists.length === 0 && <p className="sm">{t('result.noLists')}</p>}
            </div>
        </section>
    );
}

function Head({ view }: { view: DealingView }) {
    const { t } = useTranslation();
    const style = useDateStyle();
    const { dealing, assessment } = view;
    const orderer = customerOf(dealing);
    const title = view.title ?? view.id;
    const level = t(`level.${assessment.level}`) + (assessment.incomplete ? t('result.inTitle', { word: t('level.incomplete') }) : '');
    return (
        <PageHead
            title={title} windowTitle={`${level} ${title}`}
            below={
                <div className="meta">
                    {orderer?.name && (
                        <span>
                            {orderer.name}
                            {orderer.country ? ` (${orderer.country})` : ''}
                        </span>
                    )}
                    <span>
                        {t(`kind.${view.kind}`)} · {view.id} · {t('result.version', { version: view.version })}
                    </span>
                    {view.received_at && <span>{t('result.received', { at: moment(view.received_at, style) })}</span>}
                    {view.entered_by && (
                        <span>
                            {t('result.entered', { who: view.entered_by })}
                            {view.department ? t('shell.department', { department: view.department }) : ''}
                        </span>
                    )}
                    {view.state !== 'open' && <span className="tag">{t(`dealings.states.${view.state}`)}</span>}
                </div>
            }
        >
            <Menu position="bottom-end">
                <Menu.Target>
                    <Button leftSection={<Icon name="file" small />}>{t('result.sheet')}</Button>
                </Menu.Target>
                <Menu.Dropdown>
                    <Menu.Item onClick={() => window.print()}>{t('result.print')}</Menu.Item>
                    <Menu.Item onClick={() => void copyText(window.location.href)}>{t('result.copyAddress')}</Menu.Item>
                </Menu.Dropdown>
            </Menu>
            {view.can_write && (
                <Button component={Link} to={`/check/new?from=${encodeURIComponent(view.id)}`}>
                    {t('result.correct')}
                </Button>
            )}
        </PageHead>
    );
}

function useTab(): [Tab, (tab: Tab) => void] {
    const { hash, pathname, search } = useLocation();
    const navigate = useNavigate();
    const name = hash.slice(1) as Tab;
    return [TABS.includes(name) ? name : 'signs', (tab) => void navigate(`${pathname}${search}#${tab}`, { replace: true })];
}

export default function Result() {
    const { t } = useTranslation();
    const { id = '' } = useParams();
    const { hash } = useLocation();
    const dealing = useDealing(id);
    const [tab, setTab] = useTab();
    const view = dealing.data;
    const toReason = () => (document.getElementById('why') ?? document.getElementById('decide'))?.focus();
    useEffect(() => {
        if (hash !== '#decide' || !view) return;
        document.getElementById('decide')?.scrollIntoView({ block: 'center' });
        toReason();
    }, [hash, view]);
    useKeys({
        ...Object.fromEntries(TABS.map((name, i) => [String(i + 1), () => setTab(name)])),
        q: () => setTab('questions'), e: () => setTab('signs'), d: toReason,
        c: () => document.querySelector<HTMLElement>('[data-copy]')?.click(),
    });
    if (dealing.error instanceof Failure && dealing.error.status === 404) return <Missing />;
    if (!view)
        return (
            <main id="main" className="page">
                <Trouble cause={dealing.error} retry={() => void dealing.refetch()} />
                {!dealing.error && <Skeleton lines={10} />}
            </main>
        );
    const { assessment } = view;
    const counts: Record<Tab, number | null> = {
        signs: assessment.findings.length, parties: partiesOf(view.dealing).length, questions: assessment.questions.length, source: null, history: null,
    };
    return (
        <main id="main" className="page">
            <Head view={view} />
            <div className="cols noprintcols">
                <div className="stack">
                    <Verdict view={view} openQuestions={() => setTab('questions')} />
                    <section className="card noprint">
                        <div className="tabs" role="tablist" aria-label={t('result.tabs')}>
                            {TABS.map((name) => (
                                <button
                                    key={name} type="button" role="tab" id={`tab-${name}`} aria-selected={tab === name} aria-controls="panel" tabIndex={tab === name ? 0 : -1}
                                    onClick={() => setTab(name)}
                                    onKeyDown={(event) => {
                                        const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
                                        if (!by) return;
                                        const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length]!;
                                        setTab(next);
                                        document.getElementById(`tab-${next}`)?.focus();
                                    }}
                                >
                                    {t(`result.tab.${name}`)}
                                    {counts[name] !== null ? ` ${counts[name]}` : ''}
                                </button>
                            ))}
                        </div>
                        <div id="panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
                            {tab === 'signs' && <Findings view={view} />}
                            {tab === 'parties' && <PartiesTab view={view} />}
                            {tab === 'questions' && <Questions view={view} />}
                            {tab === 'source' && <SourceTab view={view} />}
                            {tab === 'history' && <History view={view} />}
                        </div>
                    </section>
                </div>
                <aside className="stack" aria-label={t('decision.title')}>
                    <DecisionBox view={view} />
                    <Matrix assessment={assessment} />
                    <Versions assessment={assessment} />
                </aside>
            </div>
            <PrintSheet view={view} />
        </main>
    );
}
