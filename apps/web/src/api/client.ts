// One door to the server. HOW IT WORKS: every call goes through send(); the CSRF token that a login or GET /v1/session
// gives is kept here and goes back on each changing call; an answer that is no success becomes a Failure that holds the
// problem as the server wrote it. A 401 outside the login tells the app to show the login, what was typed stays.
import type { Problem } from './types';

export class Failure extends Error {
    constructor(
        readonly problem: Problem,
        readonly reference: string | null = null,
    ) {
        super(problem.detail ?? problem.title);
    }
    get status(): number {
        return this.problem.status;
    }
}

const TOKEN = 'sekisho.csrf';
let token = sessionStorage.getItem(TOKEN) ?? '';
let onSignedOut: () => void = () => undefined;

export function whenSignedOut(act: () => void): void {
    onSignedOut = act;
}

function keepToken(answer: Response): void {
    const fresh = answer.headers.get('X-CSRF-Token');
    if (!fresh) return;
    token = fresh;
    sessionStorage.setItem(TOKEN, fresh);
}

async function problemOf(answer: Response): Promise<Problem> {
    const plain = { title: answer.statusText || `HTTP ${answer.status}`, status: answer.status };
    if (!answer.headers.get('Content-Type')?.includes('json')) return plain;
    const body = (await answer.json().catch(() => null)) as Partial<Problem> | null;
    return { ...plain, ...body };
}

export interface Sending {
    method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
    json?: unknown;
    bytes?: Blob | string;
    /** The same key and body give the same answer, stored once. */
    once?: string;
    ifMatch?: string;
    signal?: AbortSignal;
}

export async function send(path: string, how: Sending = {}): Promise<Response> {
    const method = how.method ?? 'GET';
    const headers: Record<string, string> = {
        Accept: 'application/json',
        'Accept-Language': document.documentElement.lang,
    };
    if (method !== 'GET' && token) headers['X-CSRF-Token'] = token;
    if (how.json !== undefined) headers['Content-Type'] = 'application/json';
    if (how.bytes !== undefined) headers['Content-Type'] = 'application/octet-stream';
    if (how.once) headers['Idempotency-Key'] = how.once;
    if (how.ifMatch) headers['If-Match'] = how.ifMatch;
    let answer: Response;
    try {
        const body = how.json !== undefined ? JSON.stringify(how.json) : how.bytes;
        answer = await fetch(path, { method, headers, body, signal: how.signal, credentials: 'same-origin' });
    } catch (cause) {
        if (how.signal?.aborted) throw cause;
        throw new Failure({ title: 'offline', status: 0 });
    }
    keepToken(answer);
    if (answer.ok) return answer;
    if (answer.status === 401 && path !== '/v1/session') onSignedOut();
    throw new Failure(await problemOf(answer), answer.headers.get('X-Request-Id'));
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return (await (await send(path, { signal })).json()) as T;
}

/** What was read, with the entity tag under which a change of it may be sent (If-Match). */
export type Tagged<T> = T & { etag?: string };

const tagOf = (answer: Response): string | undefined => answer.headers.get('ETag') ?? undefined;

export async function getTagged<T extends object>(path: string, signal?: AbortSignal): Promise<Tagged<T>> {
    const answer = await send(path, { signal });
    return { ...((await answer.json()) as T), etag: tagOf(answer) };
}

/** Any JSON beside its tag; null if there is none. */
export async function getKept<T>(path: string, signal?: AbortSignal): Promise<{ value: T; etag?: string } | null> {
    try {
        const answer = await send(path, { signal });
        return { value: (await answer.json()) as T, etag: tagOf(answer) };
    } catch (cause) {
        if (cause instanceof Failure && cause.status === 404) return null;
        throw cause;
    }
}

export async function putKept(path: string, json: unknown, ifMatch?: string): Promise<string | undefined> {
    return tagOf(await send(path, { method: 'PUT', json, ifMatch }));
}

export const isRace = (cause: unknown): boolean => cause instanceof Failure && cause.status === 412;

export async function change<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, how: Sending = {}): Promise<T> {
    const answer = await send(path, { ...how, method });
    const text = await answer.text();
    return (text ? JSON.parse(text) : null) as T;
}

/** A query string of what is set; the same order for the same keys. */
export function query(values: Record<string, string | number | boolean | null | undefined>): string {
    const set = Object.entries(values).filter(([, v]) => v !== undefined && v !== null && v !== '' && v !== false);
    const text = new URLSearchParams(set.map(([k, v]) => [k, String(v)])).toString();
    return text ? `?${text}` : '';
}

export const part = encodeURIComponent;
