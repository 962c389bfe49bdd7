// The editions of all lists, newest import first, with what each changed.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useEditions } from '../../api/queries';
import type { EditionRow } from '../../api/types';
import { may, useDateStyle, useWho } from '../../app/who';
import { useAddress } from '../../parts/address';
import { createColumnHelper, DataTable } from '../../parts/DataTable';
import { stamp } from '../../parts/dates';
import { More } from '../../parts/More';
import { PageHead } from '../../parts/PageHead';
import { Empty, Skeleton, Trouble } from '../../parts/States';
import { Exports, Views } from '../../parts/Views';

const column = createColumnHelper<EditionRow>();
export const editionTo = (row: EditionRow) => `/lists/${encodeURIComponent(row.code)}/${encodeURIComponent(row.edition ?? 'undated')}`;

export default function Lists() {
    const { t } = useTranslation();
    const who = useWho();
    const style = useDateStyle();
    const [address, setAddress] = useAddress();
    const isNewestOnly = address.all !== '1';
    const filters = { q: address.q ?? '', current: isNewestOnly ? 'true' : '' };
    const lists = useEditions(filters);
    const { rows } = lists;
    const number = (n: number) => new Intl.NumberFormat(style.language).format(n);
    const count = (key: 'entries' | 'added' | 'changed' | 'removed' | 'rejected', sign = '') =>
        column.accessor(key, { header: t(`lists.${key}`), meta: { isNumber: true }, cell: ({ getValue }) => (getValue() ? sign : '') + number(getValue() ?? 0) });
    const columns = [
        column.accessor('code', {
            header: t('lists.list'),
            cell: ({ row }) => (
                <Link className="rowlink" to={editionTo(row.original)}>
                    {row.original.code}
                </Link>
            ),
        }),
        column.accessor((row) => row.edition ?? '', { id: 'edition', header: t('lists.edition'), cell: ({ getValue }) => getValue() || t('lists.undated') }),
        count('entries'), count('added', '+'), count('changed', '~'), count('removed', '−'), count('rejected'),
        column.accessor('imported_at', { header: t('lists.imported'), cell: ({ getValue }) => <span className="nw">{stamp(getValue(), style.zone)}</span> }),
        column.accessor('sha256', { header: 'SHA-256', enableSorting: false, cell: ({ getValue }) => <span className="mono xs">{getValue()?.slice(0, 12)}…</span> }),
    ];
    return (
        <main id="main" className="page">
            <PageHead title={t('menu.lists')}>
                {may(who, 'lists.w') && (
                    <Button component={Link} to="/lists/import" variant="filled">
                        {t('lists.import')}
                    </Button>
                )}
            </PageHead>
            <div className="filters" role="group" aria-label={t('table.filters')}>
                <input className="in" data-search type="search" value={address.q ?? ''} aria-label={t('lists.find')} placeholder={t('lists.find')} onChange={(event) => setAddress({ q: event.target.value })} />
                <button type="button" className="chip" aria-pressed={isNewestOnly} onClick={() => setAddress({ all: isNewestOnly ? '1' : '' })}>
                    {t('lists.newest')}
                </button>
                <span className="grow" />
                <Views />
            </div>
            <Trouble cause={lists.error} retry={() => void lists.refetch()} />
            <section className="card" aria-label={t('menu.lists')}>
                {lists.isPending && <Skeleton lines={6} />}
                {lists.first && rows.length === 0 && <Empty say={filters.q ? t('lists.noneFound') : t('lists.empty')} />}
                {rows.length > 0 && (
                    <>
                        <DataTable caption={t('menu.lists')} rows={rows} columns={columns} rowKey={(row) => `${row.code} ${row.edition} ${row.imported_at}`} rowTo={editionTo} partly={lists.hasMore ? [] : undefined} />
                        <div className="tablefoot">
                            <More shown={rows.length} hasMore={lists.hasMore} isReading={lists.isReading} more={lists.more} />
                            <Exports path="/v1/lists" filters={filters} />
                        </div>
                    </>
                )}
            </section>
        </main>
    );
}
