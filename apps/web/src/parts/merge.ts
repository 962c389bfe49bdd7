// Two people changed one thing: what this reader typed is put on top of what the other one stored.
import { at, put } from './pointer';

type Tree = Record<string, unknown>;

export interface Rebased<T> {
    value: T;
    /** Pointers of what both changed; the reader's own stands in `value`. */
    conflicts: string[];
}

const isMap = (value: unknown): value is Tree => value !== null && typeof value === 'object' && !Array.isArray(value);

export function same(a: unknown, b: unknown): boolean {
    if (a === b) return true;
    if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => same(item, b[i]));
    if (!isMap(a) || !isMap(b)) return (a ?? null) === (b ?? null);
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => same(a[key], b[key]));
}

/** Rows of a list that both changed are told, even where the fields differ: they may have become other rows. */
export function rebase<T>(base: T, mine: T, theirs: T): Rebased<T> {
    const conflicts: string[] = [];
    let value: unknown = theirs;
    const take = (pointer: string, own: unknown) => (value = put(value, pointer, own));

    function walkList(pointer: string, base: unknown[], mine: unknown[], theirs: unknown[]): void {
        base.forEach((row, i) => {
            if (isMap(row) && !same(row, mine[i]) && !same(row, theirs[i]) && !same(mine[i], theirs[i])) conflicts.push(`${pointer}/${i}`);
            walk(`${pointer}/${i}`);
        });
        mine.slice(base.length).forEach((row, i) => take(`${pointer}/${theirs.length + i}`, row));
    }
    function walk(pointer: string): void {
        const [a, b, c] = [at(base, pointer), at(mine, pointer), at(theirs, pointer)];
        if (same(a, b) || same(b, c)) return;
        if (isMap(a) && isMap(b) && isMap(c))
            return new Set([...Object.keys(a), ...Object.keys(b)]).forEach((key) => walk(`${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`));
        if (Array.isArray(a) && Array.isArray(b) && Array.isArray(c) && b.length >= a.length && c.length >= a.length) return walkList(pointer, a, b, c);
        if (!same(a, c)) conflicts.push(pointer);
        take(pointer, b);
    }
    walk('');
    return { value: value as T, conflicts };
}
