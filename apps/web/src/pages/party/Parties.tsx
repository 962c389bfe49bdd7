// Parties of our dealings and entries of lists, by name as you type.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useParties } from '../../api/queries';
import type { PartyRow } from '../../api/types';
import { useAddress } from '../../parts/address';
import { langOf } from '../../parts/Aligned';
import { createColumnHelper, DataTable } from '../../parts/DataTable';
import { More } from '../../parts/More';
import { PageHead } from '../../parts/PageHead';
import { Empty, Skeleton, Trouble } from '../../parts/States';
import { Exports, Views } from '../../parts/Views';

const column = createColumnHelper<PartyRow>();
const partyTo = (row: { id: string }) => `/parties/${encodeURIComponent(row.id)}`;

export default function Parties() {
    const { t } = useTranslation();
    const [address, setAddress] = useAddress();
    const [text, setText] = useState(address.q ?? '');
    const parties = useParties(address.q ?? '');
    useEffect(() => {
        const timer = window.setTimeout(() => setAddress({ q: text.trim() }), 150);
        return () => window.clearTimeout(timer);
    }, [text, setAddress]);
    const columns = [
        column.accessor('name', {
            header: t('party.name'),
            cell: ({ row }) => (
                <>
                    <Link className="rowlink" to={partyTo(row.original)} lang={langOf(row.original.name)}>
                        {row.original.name}
                    </Link>
                    <div className="sm mute">{row.original.names?.filter((name) => name !== row.original.name).slice(0, 3).join(' · ')}</div>
                </>
            ),
        }),
        column.accessor('country', { header: t('field.country'), cell: ({ getValue }) => getValue() ?? '–' }),
        column.accessor('source', {
            header: t('party.source'),
            cell: ({ row }) => (row.original.source === 'list' ? `${t('party.onList')} ${row.original.list ?? ''}` : t('party.ours')),
        }),
        column.accessor((row) => row.dealings ?? 0, { id: 'dealings', header: t('party.dealings'), meta: { isNumber: true } }),
        column.accessor((row) => row.score ?? 0, {
            id: 'score', header: t('party.score'), meta: { isNumber: true },
            cell: ({ row }) => (
                <span className="nw">
                    {row.original.score ? `${row.original.score.toFixed(2)} ` : ''}
                    {row.original.decision ? t(`decisionWord.${row.original.decision}`) : '–'}
                </span>
            ),
        }),
    ];
    return (
        <main id="main" className="page">
            <PageHead title={t('menu.parties')} />
            <div className="filters" role="group" aria-label={t('table.filters')}>
                <input className="in" data-search type="search" value={text} aria-label={t('party.find')} placeholder={t('party.findHint')} onChange={(event) => setText(event.target.value)} />
                <span className="grow" />
                <Views />
            </div>
            <Trouble cause={parties.error} retry={() => void parties.refetch()} />
            <section className="card" aria-label={t('menu.parties')}>
                {parties.isPending && <Skeleton lines={6} />}
                {parties.first?.items.length === 0 && <Empty say={address.q ? t('party.none') : t('party.start')} />}
                {parties.rows.length > 0 && (
                    <>
                        <DataTable caption={t('menu.parties')} rows={parties.rows} columns={columns} rowKey={(row) => row.id} rowTo={partyTo} partly={parties.hasMore ? [] : undefined} />
                        <div className="tablefoot">
                            <More shown={parties.rows.length} hasMore={parties.hasMore} isReading={parties.isReading} more={parties.more} />
                            {parties.first?.cut && <span className="dim">{t('party.cut')}</span>}
                            <Exports path="/v1/parties" filters={{ q: address.q ?? '' }} />
                        </div>
                    </>
                )}
            </section>
        </main>
    );
}
