// All dealings that the reader may see, as a table with filters in the address.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDealingRows } from '../../api/queries';
import type { DealingRow } from '../../api/types';
import { mayAny, useDateStyle, useWho } from '../../app/who';
import { useAddress } from '../../parts/address';
import { createColumnHelper, DataTable } from '../../parts/DataTable';
import { stamp } from '../../parts/dates';
import { Incomplete, LevelBadge } from '../../parts/Level';
import { More } from '../../parts/More';
import { PageHead } from '../../parts/PageHead';
import { Empty, Skeleton, Trouble } from '../../parts/States';
import { Exports, Views } from '../../parts/Views';

const LEVELS = ['red', 'amber', 'green'] as const;
const STATES = ['open', 'held', 'escalated', 'approved', 'declined'] as const;
/** Orders that the server knows; the others need all rows here. */
const SERVER_SORTS = ['date', 'due', 'level', 'title'];
const RANK = { green: 0, amber: 1, red: 2 };
const column = createColumnHelper<DealingRow>();

export const dealingTo = (row: { id: string }) => `/dealings/${encodeURIComponent(row.id)}`;

export function useDealingColumns() {
    const { t } = useTranslation();
    const style = useDateStyle();
    return [
        column.accessor((row) => RANK[row.level], {
            id: 'level', header: t('dealings.level'),
            cell: ({ row }) => (
                <span className="row wrap">
                    <LevelBadge level={row.original.level} />
                    {row.original.incomplete && <Incomplete />}
                </span>
            ),
        }),
        column.accessor((row) => row.title ?? row.id, {
            id: 'title', header: t('dealings.name'),
            cell: ({ row }) => (
                <>
                    <Link className="rowlink" to={dealingTo(row.original)}>
                        {row.original.title ?? row.original.id}
                    </Link>
                    <div className="sm mute">{row.original.party}</div>
                </>
            ),
        }),
        column.accessor('id', { header: t('dealings.id'), cell: ({ getValue }) => <span className="mono sm">{getValue()}</span> }),
        column.accessor('state', { header: t('dealings.state'), cell: ({ getValue }) => t(`dealings.states.${getValue()}`) }),
        column.accessor('date', { header: t('dealings.date'), cell: ({ getValue }) => <span className="nw">{getValue()}</span> }),
        column.accessor((row) => row.due_at ?? '', {
            id: 'due', header: t('dealings.due'),
            cell: ({ getValue }) => <span className="nw">{getValue() ? stamp(getValue(), style.zone) : '–'}</span>,
        }),
        column.accessor((row) => row.owner ?? row.entered_by ?? '', {
            id: 'owner', header: t('dealings.owner'),
            cell: ({ row }) => (
                <>
                    {row.original.owner ?? '–'}
                    <div className="sm dim">{row.original.department}</div>
                </>
            ),
        }),
    ];
}

export default function Dealings() {
    const { t } = useTranslation();
    const who = useWho();
    const [address, setAddress] = useAddress();
    const [typed, setTyped] = useState(address.q ?? '');
    const filters = { q: address.q ?? '', level: address.level ?? '', state: address.state ?? '', kind: address.kind ?? '' };
    const sort = address.sort ?? '-date';
    const asked = { ...filters, sort: SERVER_SORTS.includes(sort.replace('-', '')) ? sort : '' };
    const dealings = useDealingRows(asked);
    const columns = useDealingColumns();
    const toggle = (key: 'level' | 'state', value: string) => setAddress({ [key]: filters[key] === value ? '' : value });
    return (
        <main id="main" className="page">
            <PageHead title={t('dealings.title')}>
                {mayAny(who, 'w') && (
                    <Button component={Link} to="/check/new" variant="filled">
                        {t('menu.check')}
                    </Button>
                )}
            </PageHead>
            <div className="filters" role="group" aria-label={t('table.filters')}>
                <form role="search" onSubmit={(event) => { event.preventDefault(); setAddress({ q: typed.trim() }); }}>
                    <input className="in" data-search type="search" value={typed} aria-label={t('dealings.find')} placeholder={t('dealings.findHint')} onChange={(event) => { setTyped(event.target.value); if (!event.target.value) setAddress({ q: '' }); }} />
                </form>
                {LEVELS.map((level) => (
                    <button key={level} type="button" className="chip" aria-pressed={filters.level === level} onClick={() => toggle('level', level)}>
                        {t(`level.${level}`)}
                    </button>
                ))}
                {STATES.map((state) => (
                    <button key={state} type="button" className="chip" aria-pressed={filters.state === state} onClick={() => toggle('state', state)}>
                        {t(`dealings.states.${state}`)}
                    </button>
                ))}
                <span className="grow" />
                <Views />
            </div>
            <Trouble cause={dealings.error} retry={() => void dealings.refetch()} />
            <section className="card" aria-label={t('dealings.title')}>
                {dealings.isPending && <Skeleton lines={8} />}
                {dealings.first?.items.length === 0 && (
                    <Empty say={t('dealings.empty')}>
                        {mayAny(who, 'w') && (
                            <Button component={Link} to="/check/new">
                                {t('menu.check')}
                            </Button>
                        )}
                    </Empty>
                )}
                {dealings.rows.length > 0 && (
                    <>
                        <DataTable
                            caption={t('dealings.title')} rows={dealings.rows} columns={columns} rowKey={(row) => row.id} rowTo={dealingTo} initialSort="-date"
                            partly={dealings.hasMore ? SERVER_SORTS : undefined}
                        />
                        <div className="tablefoot">
                            <More shown={dealings.rows.length} hasMore={dealings.hasMore} isReading={dealings.isReading} more={dealings.more} />
                            <Exports path="/v1/dealings" filters={asked} />
                        </div>
                    </>
                )}
            </section>
        </main>
    );
}
