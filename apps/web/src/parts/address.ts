// Filters, order and tab stand in the address: a link is a view.
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export function useAddress(): [Record<string, string | undefined>, (change: Record<string, string>) => void] {
    const [params, setParams] = useSearchParams();
    const set = useCallback(
        (change: Record<string, string>) =>
            setParams(
                (old) => {
                    const next = new URLSearchParams(old);
                    for (const [key, value] of Object.entries(change)) {
                        if (value) next.set(key, value);
                        else next.delete(key);
                    }
                    return next;
                },
                { replace: true },
            ),
        [setParams],
    );
    return [Object.fromEntries(params.entries()), set];
}
