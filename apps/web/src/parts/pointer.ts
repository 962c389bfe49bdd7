// JSON pointers (RFC 6901) into a dealing: read, and write a copy. Setting `undefined` takes the field away.
type Tree = Record<string, unknown> | unknown[];

export function steps(pointer: string): string[] {
    return pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function at(tree: unknown, pointer: string): unknown {
    let here: unknown = tree;
    for (const step of steps(pointer)) {
        if (here === null || typeof here !== 'object') return undefined;
        here = (here as Record<string, unknown>)[step];
    }
    return here;
}

function withStep(tree: unknown, path: string[], value: unknown): unknown {
    const [step, ...rest] = path;
    if (step === undefined) return value;
    // A number makes a list; a block that was denied (`false`) becomes a block again.
    const copy: Tree = Array.isArray(tree) ? [...tree] : tree && typeof tree === 'object' ? { ...(tree as object) } : /^\d+$/.test(step) ? [] : {};
    const next = withStep((copy as Record<string, unknown>)[step], rest, value);
    if (Array.isArray(copy)) copy[Number(step)] = next;
    else if (next === undefined) delete copy[step];
    else copy[step] = next;
    return copy;
}

export function put<T>(tree: T, pointer: string, value: unknown): T {
    return withStep(tree, steps(pointer), value) as T;
}

/** Blocks and lists that hold nothing any more go; `false` and `[]` that were said stay. */
export function pruned(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(pruned).filter((v) => v !== undefined && v !== null);
    if (value === null || typeof value !== 'object') return value === '' ? undefined : value;
    const kept = Object.entries(value).map(([k, v]) => [k, pruned(v)] as const).filter(([, v]) => v !== undefined && v !== null);
    return kept.length ? Object.fromEntries(kept) : undefined;
}
