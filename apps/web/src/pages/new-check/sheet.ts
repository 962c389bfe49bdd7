// What the form works on: the dealing as it is typed, the places it was read from, and the stored version it corrects. All
// functions answer a new sheet and leave the old one alone.
import type { Dealing, Note, PartyRole, Span } from '../../api/types';
import { itemsOf, partiesOf, rolesOf } from '../../parts/dealing';
import { rebase } from '../../parts/merge';
import { at, pruned, put } from '../../parts/pointer';
import type { Field } from './fields';

/** A place with the value that was read there; it stays when somebody corrects the value. */
export interface ReadSpan extends Span {
    value?: unknown;
}

export interface Sheet {
    dealing: Dealing;
    spans: ReadSpan[];
    notes: Note[];
    file?: { name: string; size: number } | null;
    /** The stored version that is corrected, and its entity tag. */
    base?: { dealing: Dealing; etag?: string };
}

export function withValues(dealing: Dealing, spans: Span[]): ReadSpan[] {
    return spans.map((span) => ({ ...span, value: at(dealing, span.path) }));
}

/** "@end_user/name" as a pointer into this dealing; null if no party has the role. */
export function pointerOf(path: string, dealing: Dealing): string | null {
    if (!path.startsWith('@')) return path;
    const [role, ...rest] = path.slice(1).split('/');
    const index = partiesOf(dealing).findIndex((party) => rolesOf(party).includes(role as PartyRole));
    return index < 0 ? null : `/parties/${index}/${rest.join('/')}`;
}

export function read(dealing: Dealing, path: string): unknown {
    const pointer = pointerOf(path, dealing);
    return pointer === null ? undefined : (at(dealing, pointer) ?? undefined);
}

/** A party of the role is made as soon as a field of it is filled. */
export function write(dealing: Dealing, path: string, value: unknown): Dealing {
    const pointer = pointerOf(path, dealing);
    if (pointer !== null) return put(dealing, pointer, value);
    if (value === undefined) return dealing;
    const made = { ...dealing, parties: [...partiesOf(dealing), { role: path.slice(1).split('/')[0] as PartyRole, schema: 'Company' as const }] };
    return put(made, pointerOf(path, made)!, value);
}

/** Places of a list from which a row went: those of the row go, those behind it move up. */
function moved(spans: ReadSpan[], list: string, index: number): ReadSpan[] {
    return spans.flatMap((span) => {
        if (!span.path.startsWith(`${list}/`)) return [span];
        const [row, ...rest] = span.path.slice(list.length + 1).split('/');
        const number = Number(row);
        if (number === index) return [];
        return [number > index ? { ...span, path: [list, number - 1, ...rest].join('/') } : span];
    });
}

/** What names a party by its key goes with it. */
function withoutKey(dealing: Dealing, key: string): Dealing {
    const order = dealing.order && Array.isArray(dealing.order.chain) ? { ...dealing.order, chain: dealing.order.chain.filter((link) => link !== key) } : dealing.order;
    const relations = dealing.relations && dealing.relations.filter((relation) => relation.from !== key && relation.to !== key);
    return { ...dealing, ...(order ? { order } : {}), ...(relations ? { relations } : {}) };
}

export function without(sheet: Sheet, list: string, index: number): Sheet {
    const rows = (at(sheet.dealing, list) || []) as unknown[];
    const row = rows[index] as { key?: string } | undefined;
    const left = rows.filter((_, i) => i !== index);
    let dealing = put(sheet.dealing, list, left.length ? left : undefined);
    if (list === '/parties' && row?.key) dealing = withoutKey(dealing, row.key);
    return { ...sheet, dealing, spans: moved(sheet.spans, list, index) };
}

export function withRow(sheet: Sheet, list: string, row: unknown): Sheet {
    const rows = (at(sheet.dealing, list) || []) as unknown[];
    return { ...sheet, dealing: put(sheet.dealing, list, [...rows, row]) };
}

/** One text of a list replaced by those that were typed for it: none takes it away, several stand in its place. */
export function withTexts(sheet: Sheet, list: string, index: number, texts: string[]): Sheet {
    if (texts.length === 0) return without(sheet, list, index);
    const rows = [...((at(sheet.dealing, list) || []) as unknown[])];
    rows.splice(index, 1, texts[0]);
    const dealing = put(sheet.dealing, list, [...rows, ...texts.slice(1)]);
    return { ...sheet, dealing };
}

/** Fields of the form that nobody has filled. */
export function openFields(dealing: Dealing, fields: Field[]): number {
    return fields.filter((field) => read(dealing, field.path) === undefined).length;
}

/** Does anybody know more of the row than what every new one has? */
const isBare = (row: object): boolean => !Object.entries(row).some(([key, value]) => !['role', 'schema', 'key'].includes(key) && value !== undefined && value !== null);

export interface Sent {
    dealing: Dealing;
    /** A pointer into what was sent as one into the form. */
    back: (pointer: string) => string;
}

/** What leaves the form: without parties and items of which nothing is known, except the one who orders. */
export function sent(dealing: Dealing, id?: string): Sent {
    const parties = partiesOf(dealing).map((row, i) => ({ row, i })).filter(({ row }) => rolesOf(row).includes('orderer') || !isBare(row));
    const items = itemsOf(dealing).map((row, i) => ({ row, i })).filter(({ row }) => pruned(row) !== undefined);
    const whole: Dealing = {
        ...dealing,
        ...(dealing.parties ? { parties: parties.map(({ row }) => row) } : {}),
        ...(dealing.items ? { items: items.map(({ row }) => row) } : {}),
        ...(id ? { id } : {}),
    };
    const kept: Record<string, { i: number }[]> = { parties, items };
    const back = (pointer: string) =>
        pointer.replace(/^\/(parties|items)\/(\d+)/, (all, list: string, row: string) => `/${list}/${kept[list]?.[Number(row)]?.i ?? all.split('/')[2]}`);
    return { dealing: pruned(whole) as Dealing, back };
}

/** The typed changes on a newer version of the same dealing; `conflicts` are pointers of what both changed. */
export function onNewer(sheet: Sheet, newer: { dealing: Dealing; etag?: string }): { sheet: Sheet; conflicts: string[] } {
    const { value, conflicts } = rebase(sheet.base?.dealing ?? newer.dealing, sheet.dealing, newer.dealing);
    return { sheet: { ...sheet, dealing: value, base: { dealing: newer.dealing, etag: newer.etag } }, conflicts };
}
