// What was typed and not sent, kept on the server under a key.
//
// HOW IT WORKS. keep() waits until typing pauses; what still waits is sent when the page is left. Each put names the state
// it was made on (If-Match), so that another window of the same user is not written over in silence: then `race` is true,
// nothing is kept any more, and the reader takes the other one's (takeTheirs) or keeps this one (keepMine).
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { change, getKept, isRace, part, putKept } from './client';

const PAUSE_MS = 1500;

export function useKept<T>(key: string, enabled = true) {
    const client = useQueryClient();
    const path = `/v1/kept/${part(key)}`;
    const waiting = useRef<{ timer: number; value: T } | null>(null);
    const tag = useRef<string | undefined>(undefined);
    const line = useRef(Promise.resolve());
    const isHeld = useRef(false);
    const [keptAt, setKeptAt] = useState<number | null>(null);
    const [race, setRace] = useState(false);
    const kept = useQuery({
        queryKey: ['kept', key],
        queryFn: async ({ signal }) => {
            const found = await getKept<T>(path, signal);
            tag.current = found?.etag;
            return found?.value ?? null;
        },
        enabled,
        staleTime: Infinity,
        gcTime: 0,
        retry: false,
    });
    const forget = () => {
        if (waiting.current) window.clearTimeout(waiting.current.timer);
        waiting.current = null;
    };
    const putNow = useCallback(
        async (value: T) => {
            if (isHeld.current) return;
            try {
                tag.current = await putKept(path, value, tag.current);
                setKeptAt(Date.now());
            } catch (cause) {
                if (!isRace(cause)) throw cause;
                isHeld.current = true;
                setRace(true);
            }
        },
        [path],
    );
    /** One call after the other: each names the state that the one before it left. */
    const inLine = useCallback((act: () => Promise<void>) => {
        const done = line.current.then(act);
        line.current = done.catch(() => undefined);
        return done;
    }, []);
    const save = useCallback(
        (value: T) => {
            forget();
            return inLine(() => putNow(value));
        },
        [inLine, putNow],
    );
    const keep = useCallback(
        (value: T) => {
            forget();
            waiting.current = { value, timer: window.setTimeout(() => void save(value).catch(() => undefined), PAUSE_MS) };
        },
        [save],
    );
    const drop = useCallback(() => {
        forget();
        setKeptAt(null);
        client.setQueryData(['kept', key], null);
        return inLine(async () => {
            tag.current = undefined;
            await change('DELETE', path).catch(() => undefined);
        });
    }, [client, inLine, key, path]);
    const goOn = () => {
        isHeld.current = false;
        setRace(false);
    };
    const takeTheirs = async (): Promise<T | null> => {
        const fresh = await kept.refetch();
        goOn();
        return fresh.data ?? null;
    };
    const keepMine = async (value: T) => {
        goOn();
        tag.current = undefined;
        await save(value);
    };
    useEffect(
        () => () => {
            const last = waiting.current?.value;
            if (last !== undefined) void save(last).catch(() => undefined);
        },
        [save],
    );
    return { kept: kept.data ?? null, isLoading: kept.isLoading, keep, save, drop, keptAt, race, takeTheirs, keepMine };
}
