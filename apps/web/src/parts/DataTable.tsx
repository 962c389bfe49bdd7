// The table of every register. HOW IT WORKS: TanStack Table sorts what is loaded; the order stands in the address (?sort=);
// J and K move, Enter opens; the link in a row is a real link. While there are rows that are not loaded (`partly`), only the
// orders that the server makes are offered: sorting a part would look like sorting the whole.
import { createColumnHelper, flexRender, getCoreRowModel, getSortedRowModel, useReactTable, type ColumnDef, type SortingState } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useKeys } from '../app/keys';
import { useAddress } from './address';

export { createColumnHelper };

interface Props<T> {
    caption: string;
    rows: T[];
    // eslint-disable-next-line
    columns: ColumnDef<T, any>[];
    rowKey: (row: T) => string;
    rowTo?: (row: T) => string;
    /** Not all rows are here: the columns by which the server sorts. */
    partly?: readonly string[];
    initialSort?: string;
}

export function readSort(text: string): SortingState {
    return text ? [{ id: text.replace(/^-/, ''), desc: text.startsWith('-') }] : [];
}

export function DataTable<T>({ caption, rows, columns, rowKey, rowTo, partly, initialSort = '' }: Props<T>) {
    const navigate = useNavigate();
    const [address, setAddress] = useAddress();
    const [at, setAt] = useState(-1);
    const order = address.sort ?? initialSort;
    // The same order must be the same value: the table sorts anew, and draws anew, for a new one.
    const sorting = useMemo(() => readSort(order), [order]);
    const table = useReactTable({
        data: rows,
        columns,
        state: { sorting },
        getRowId: rowKey,
        autoResetPageIndex: false,
        manualSorting: !!partly,
        onSortingChange: (update) => {
            const next = typeof update === 'function' ? update(sorting) : update;
            setAddress({ sort: next[0] ? `${next[0].desc ? '-' : ''}${next[0].id}` : '' });
        },
        getCoreRowModel: getCoreRowModel(),
        getSortedRowModel: getSortedRowModel(),
    });
    const shown = table.getRowModel().rows;
    const move = (by: number) => setAt((old) => Math.max(0, Math.min(shown.length - 1, old + by)));
    useKeys({
        j: () => move(1),
        k: () => move(-1),
        enter: (event) => {
            const row = shown[at];
            if (row && rowTo && !(event.target as HTMLElement).closest('a, button')) void navigate(rowTo(row.original));
            else (event.target as HTMLElement).closest<HTMLElement>('a, button')?.click();
        },
    });
    return (
        <div className="scroll" tabIndex={0} role="group" aria-label={caption}>
            <table className="data">
                <caption className="vh">{caption}</caption>
                <thead>
                    {table.getHeaderGroups().map((group) => (
                        <tr key={group.id}>
                            {group.headers.map((header) => {
                                const sorted = header.column.getIsSorted();
                                const isNumber = (header.column.columnDef.meta as { isNumber?: boolean } | undefined)?.isNumber;
                                const text = flexRender(header.column.columnDef.header, header.getContext());
                                return (
                                    <th key={header.id} scope="col" className={isNumber ? 'num' : undefined} aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}>
                                        {header.column.getCanSort() && (!partly || partly.includes(header.column.id)) ? (
                                            <button type="button" className="sortb" data-on={sorted || undefined} onClick={header.column.getToggleSortingHandler()}>
                                                {text} {sorted === 'asc' ? '↑' : sorted === 'desc' ? '↓' : ''}
                                            </button>
                                        ) : (
                                            text
                                        )}
                                    </th>
                                );
                            })}
                        </tr>
                    ))}
                </thead>
                <tbody>
                    {shown.map((row, i) => (
                        <tr key={row.id} data-at={i === at || undefined} aria-current={i === at ? 'true' : undefined}>
                            {row.getVisibleCells().map((cell) => (
                                <td key={cell.id} className={(cell.column.columnDef.meta as { isNumber?: boolean } | undefined)?.isNumber ? 'num' : undefined}>
                                    {flexRender(cell.column.columnDef.cell, cell.getContext())}
                                </td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
