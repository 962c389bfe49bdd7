// One party: its names, contact points and identifiers, the dealings that name it, and where it stands on lists. No level
// and no photo: the level belongs to a dealing.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Failure } from '../../api/client';
import { useParty } from '../../api/queries';
import type { DealingRow, Hit, PartyView } from '../../api/types';
import { Missing } from '../../app/Missing';
import { Aligned, langOf, Score } from '../../parts/Aligned';
import { Incomplete, LevelBadge, StateIcon } from '../../parts/Level';
import { PageHead } from '../../parts/PageHead';
import { Skeleton, Trouble } from '../../parts/States';
import { valueText } from '../result/Facts';
import './party.css';

function Pairs({ title, id, rows }: { title: string; id: string; rows: { kind: string; value: string }[] }) {
    const { t } = useTranslation();
    return (
        <section className="card" aria-labelledby={id}>
            <header>
                <h2 id={id}>{title}</h2>
            </header>
            {rows.length === 0 ? (
                <p className="pad sm mute row">
                    <StateIcon state="unknown" silent small />
                    {t('party.notKnown')}
                </p>
            ) : (
                <dl className="pad kv pairs">
                    {rows.map((row) => (
                        <div key={`${row.kind} ${row.value}`} style={{ display: 'contents' }}>
                            <dt>{t(`contact.${row.kind}`, { defaultValue: row.kind })}</dt>
                            <dd>{row.value}</dd>
                        </div>
                    ))}
                </dl>
            )}
        </section>
    );
}

function DealingsOf({ rows }: { rows: DealingRow[] }) {
    const { t } = useTranslation();
    return (
        <section className="card" aria-labelledby="dealings">
            <header>
                <h2 id="dealings">{t('party.inDealings', { count: rows.length })}</h2>
            </header>
            {rows.length === 0 ? (
                <p className="pad sm mute">{t('party.noDealings')}</p>
            ) : (
                <div className="scroll" tabIndex={0} role="group" aria-labelledby="dealings">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{t('dealings.name')}</th>
                                <th scope="col">{t('party.role')}</th>
                                <th scope="col">{t('dealings.level')}</th>
                                <th scope="col">{t('dealings.state')}</th>
                                <th scope="col">{t('dealings.date')}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {rows.map((row) => (
                                <tr key={row.id}>
                                    <td>
                                        <Link className="rowlink" to={`/dealings/${encodeURIComponent(row.id)}`}>
                                            {row.title ?? row.id}
                                        </Link>
                                        <div className="sm dim mono">{row.id}</div>
                                    </td>
                                    <td>{row.roles?.map((role) => t(`partyRole.${role}`)).join(t('common.comma'))}</td>
                                    <td>
                                        <span className="row wrap">
                                            <LevelBadge level={row.level} />
                                            {row.incomplete && <Incomplete />}
                                        </span>
                                    </td>
                                    <td>{t(`dealings.states.${row.state}`)}</td>
                                    <td className="nw">{row.date}</td>
                                </tr>
                            ))}
                        </tbody>
                    </table>
                </div>
            )}
        </section>
    );
}

function HitsOf({ hits }: { hits: Hit[] }) {
    const { t } = useTranslation();
    return (
        <section className="card" aria-labelledby="hits">
            <header>
                <h2 id="hits">{t('party.onLists', { count: hits.length })}</h2>
            </header>
            {hits.length === 0 && <p className="pad sm mute">{t('party.noHits')}</p>}
            <ul>
                {hits.map((hit) => (
                    <li key={`${hit.list} ${hit.entry}`} className="hitrow">
                        <Score hit={hit} />
                        <div className="grow">
                            <p className="b" lang={langOf(hit.entry_name)}>
                                {hit.entry_name}
                            </p>
                            <p className="sm mute">
                                {hit.list} · {hit.entry}
                            </p>
                            <Aligned parts={hit.explain} />
                        </div>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function What({ party }: { party: PartyView }) {
    const { t } = useTranslation();
    const open = (party.dealings ?? []).filter((row) => row.state === 'open').length;
    return (
        <section className="card" aria-labelledby="what">
            <header>
                <h2 id="what">{t('party.what')}</h2>
            </header>
            <dl className="pad kv">
                <dt>{t('party.dealings')}</dt>
                <dd className="b">{party.dealings?.length ?? 0}</dd>
                <dt>{t('party.openOnes')}</dt>
                <dd className="b">{open}</dd>
                <dt>{t('party.listed')}</dt>
                <dd className="b">{party.hits?.filter((hit) => hit.decision === 'match').length ?? 0}</dd>
                <dt>{t('party.near')}</dt>
                <dd className="b">{party.hits?.filter((hit) => hit.decision === 'review').length ?? 0}</dd>
            </dl>
        </section>
    );
}

export default function Party() {
    const { t } = useTranslation();
    const { id = '' } = useParams();
    const query = useParty(id);
    const party = query.data;
    if (query.error instanceof Failure && query.error.status === 404) return <Missing />;
    if (!party)
        return (
            <main id="main" className="page">
                <Trouble cause={query.error} retry={() => void query.refetch()} />
                {!query.error && <Skeleton lines={8} />}
            </main>
        );
    const names = (party.names ?? []).filter((name) => name !== party.name);
    return (
        <main id="main" className="page">
            <PageHead
                title={party.name} lang={langOf(party.name)}
                below={
                    <div className="meta">
                        <span>{[party.schema ? t(`schema.${party.schema}`, { defaultValue: party.schema }) : '', party.country].filter(Boolean).join(' · ')}</span>
                        <span>{t('party.inDealings', { count: party.dealings?.length ?? 0 })}</span>
                        <span>{party.source === 'list' ? t('party.entryOfList') : party.hits?.length ? t('party.onLists', { count: party.hits.length }) : t('party.noHits')}</span>
                    </div>
                }
            >
                <Button component={Link} to={`/search?q=${encodeURIComponent(party.name)}`}>
                    {t('party.search')}
                </Button>
            </PageHead>
            <div className="cols">
                <div className="stack">
                    <section className="card" aria-labelledby="names">
                        <header>
                            <h2 id="names">{t('party.names')}</h2>
                        </header>
                        <ul className="pad names">
                            {[party.name, ...names].map((name) => (
                                <li key={name} lang={langOf(name)}>
                                    {name}
                                </li>
                            ))}
                        </ul>
                    </section>
                    <DealingsOf rows={party.dealings ?? []} />
                    <HitsOf hits={party.hits ?? []} />
                    {party.list && (
                        <section className="card" aria-labelledby="listed">
                            <header>
                                <h2 id="listed">{t('party.asListed')}</h2>
                            </header>
                            <dl className="pad kv pairs">
                                {Object.entries(party.list).map(([name, value]) => (
                                    <div key={name} style={{ display: 'contents' }}>
                                        <dt className="mono">{name}</dt>
                                        <dd>{valueText(value, t)}</dd>
                                    </div>
                                ))}
                            </dl>
                        </section>
                    )}
                </div>
                <aside className="stack" aria-label={t('party.what')}>
                    <What party={party} />
                    <Pairs title={t('party.contacts')} id="contacts" rows={party.contacts ?? []} />
                    <Pairs title={t('party.identifiers')} id="identifiers" rows={party.identifiers ?? []} />
                </aside>
            </div>
        </main>
    );
}
