// One edition against another: added, changed (old struck, new beside it), removed, and which of our parties it concerns;
// rows of the file that were not taken, with line and reason.
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Failure } from '../../api/client';
import { useEdition, useEditions, useRejects } from '../../api/queries';
import type { DiffRow } from '../../api/types';
import { Missing } from '../../app/Missing';
import { useAddress } from '../../parts/address';
import { langOf } from '../../parts/Aligned';
import { More } from '../../parts/More';
import { PageHead } from '../../parts/PageHead';
import { Empty, Skeleton, Trouble } from '../../parts/States';
import { Exports } from '../../parts/Views';
import { valueText } from '../result/Facts';
import { Rejects } from './Rejects';
import './lists.css';

const CHANGES = ['added', 'changed', 'removed'] as const;
const SIGN = { added: '+', changed: '~', removed: '−' };

function Differences({ row }: { row: DiffRow }) {
    const { t } = useTranslation();
    const names = [...new Set([...Object.keys(row.before ?? {}), ...Object.keys(row.after ?? {})])];
    if (row.change !== 'changed') return <span className="sm mute">{valueText(row.after ?? row.before ?? '', t) || '–'}</span>;
    return (
        <dl className="fields">
            {names
                .filter((name) => JSON.stringify(row.before?.[name]) !== JSON.stringify(row.after?.[name]))
                .map((name) => (
                    <div key={name}>
                        <dt className="mono">{name}</dt>
                        <dd>
                            {row.before?.[name] !== undefined && <del>{valueText(row.before[name], t)}</del>} {row.after?.[name] !== undefined && <ins>{valueText(row.after[name], t)}</ins>}
                        </dd>
                    </div>
                ))}
        </dl>
    );
}

export default function Edition() {
    const { t } = useTranslation();
    const { code = '', edition = '' } = useParams();
    const [address, setAddress] = useAddress();
    const filters = { against: address.against ?? '', change: address.change ?? '', ours: address.ours ?? '' };
    const diff = useEdition(code, edition, filters);
    const lists = useEditions({ q: code, current: '' });
    const rejects = useRejects(code, edition, !!diff.first?.rejected);
    const others = lists.rows.filter((row) => row.code === code && (row.edition ?? 'undated') !== edition);
    if (diff.error instanceof Failure && diff.error.status === 404) return <Missing />;
    const data = diff.first;
    const title = t('lists.editionOf', { list: code, edition: edition === 'undated' ? t('lists.undated') : edition });
    return (
        <main id="main" className="page">
            <PageHead title={title} below={<p>{data && (data.against ? t('lists.against', { edition: data.against, count: data.entries }) : t('lists.firstEdition', { count: data.entries }))}</p>} />
            <div className="filters" role="group" aria-label={t('table.filters')}>
                <button type="button" className="chip" aria-pressed={!filters.change} onClick={() => setAddress({ change: '' })}>
                    {t('lists.all')}
                </button>
                {CHANGES.map((change) => (
                    <button key={change} type="button" className="chip" aria-pressed={filters.change === change} onClick={() => setAddress({ change: filters.change === change ? '' : change })}>
                        <span aria-hidden="true">{SIGN[change]}</span> {t(`diff.${change}`)} {data ? data.counts[change] : ''}
                    </button>
                ))}
                <button type="button" className="chip" aria-pressed={filters.ours === 'true'} onClick={() => setAddress({ ours: filters.ours ? '' : 'true' })}>
                    {t('lists.ours')} {data?.counts.ours ?? ''}
                </button>
                {others.length > 0 && (
                    <label className="row sm">
                        {t('lists.compareWith')}
                        <select className="in" value={filters.against} onChange={(event) => setAddress({ against: event.target.value })}>
                            <option value="">{t('lists.before')}</option>
                            {others.map((row) => (
                                <option key={row.edition ?? ''} value={row.edition ?? 'undated'}>
                                    {row.edition ?? t('lists.undated')}
                                </option>
                            ))}
                        </select>
                    </label>
                )}
            </div>
            <Trouble cause={diff.error} retry={() => void diff.refetch()} />
            <div className="stack">
                <section className="card" aria-label={t('lists.differences')}>
                    {diff.isPending && <Skeleton lines={8} />}
                    {data?.items.length === 0 && <Empty say={t('lists.noDifference')} />}
                    {data && diff.rows.length > 0 && (
                        <>
                            <div className="scroll" tabIndex={0} role="group" aria-label={t('lists.differences')}>
                                <table>
                                    <thead>
                                        <tr>
                                            <th scope="col">{t('lists.change')}</th>
                                            <th scope="col">{t('lists.entry')}</th>
                                            <th scope="col">{t('party.name')}</th>
                                            <th scope="col">{t('lists.what')}</th>
                                            <th scope="col">{t('lists.oursShort')}</th>
                                        </tr>
                                    </thead>
                                    <tbody>
                                        {diff.rows.map((row) => (
                                            <tr key={`${row.change} ${row.entry}`}>
                                                <td className="nw">
                                                    <span aria-hidden="true">{SIGN[row.change]}</span> {t(`diff.${row.change}`)}
                                                </td>
                                                <td className="mono sm">{row.entry}</td>
                                                <td className="b" lang={row.name ? langOf(row.name) : undefined}>
                                                    {row.name}
                                                </td>
                                                <td>
                                                    <Differences row={row} />
                                                </td>
                                                <td>
                                                    {row.ours?.length
                                                        ? row.ours.map((party) => (
                                                              <div key={party.id}>
                                                                  <Link to={`/parties/${encodeURIComponent(party.id)}`}>{party.name}</Link>
                                                              </div>
                                                          ))
                                                        : '–'}
                                                </td>
                                            </tr>
                                        ))}
                                    </tbody>
                                </table>
                            </div>
                            <div className="tablefoot">
                                <More shown={diff.rows.length} hasMore={diff.hasMore} isReading={diff.isReading} more={diff.more} />
                                <Exports path={`/v1/lists/${encodeURIComponent(code)}/${encodeURIComponent(edition)}`} filters={filters} />
                            </div>
                        </>
                    )}
                </section>
                {data && data.rejected > 0 && (
                    <Rejects count={data.rejected} rows={rejects.rows} hasMore={rejects.hasMore} more={rejects.more} isReading={rejects.isReading}>
                        <Exports path={`/v1/lists/${encodeURIComponent(code)}/${encodeURIComponent(edition)}/rejected`} filters={{}} />
                    </Rejects>
                )}
            </div>
        </main>
    );
}
