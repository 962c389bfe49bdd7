// Reading calls as TanStack queries. Keys begin with the register, so that a change can renew what it touches.
import { QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { change, Failure, get, getTagged, part, query } from './client';
import { useSay } from '../parts/Live';
import type {
    DealingRow, DealingView, DiffRow, EditionDiff, EditionRow, InboxItem, Page, PartyPage, PartyRow, PartyView, Preferences, Reject, SavedView, ScreenLine,
    Session, Settings, User, VersionRow,
} from './types';

export const queryClient = new QueryClient({
    defaultOptions: {
        queries: {
            staleTime: 10_000,
            retry: (count, cause) => count < 2 && cause instanceof Failure && (cause.status === 0 || cause.status === 503),
        },
    },
});

export const useSession = () =>
    useQuery({ queryKey: ['session'], queryFn: ({ signal }) => get<Session>('/v1/session', signal), staleTime: 60_000 });

export type Filters = Record<string, string>;

/** What a list shows: the rows read so far, whether there are more, and a way to read on. */
export interface Rows<T, P extends Page<T> = Page<T>> {
    rows: T[];
    first: P | undefined;
    hasMore: boolean;
    more: () => void;
    isReading: boolean;
    isPending: boolean;
    error: unknown;
    refetch: () => unknown;
}

/** A list page by page; `isLive`: read again every minute. */
export function useRows<T, P extends Page<T> = Page<T>>(key: unknown[], path: string, filters: Filters, how: { isLive?: boolean; size?: number; enabled?: boolean } = {}): Rows<T, P> {
    const found = useInfiniteQuery({
        queryKey: [...key, filters],
        queryFn: ({ pageParam, signal }) => get<P>(`${path}${query({ ...filters, limit: how.size ?? 100, cursor: pageParam })}`, signal),
        initialPageParam: null as string | null,
        getNextPageParam: (last) => last.next,
        placeholderData: (old) => old,
        refetchInterval: how.isLive ? 60_000 : false,
        enabled: how.enabled ?? true,
    });
    const pages = found.data?.pages ?? [];
    return {
        rows: pages.flatMap((page) => page.items),
        first: pages[0],
        hasMore: found.hasNextPage,
        more: () => void found.fetchNextPage(),
        isReading: found.isFetchingNextPage,
        isPending: found.isPending,
        error: found.error,
        refetch: found.refetch,
    };
}

export const useInbox = (view: string) => useRows<InboxItem>(['inbox', view], '/v1/inbox', { view }, { isLive: true });

export const useDealingRows = (filters: Filters) => useRows<DealingRow>(['dealings', 'rows'], '/v1/dealings', filters);

/** The first dealings that fit. */
export const useDealings = (filters: Filters, most = 200) =>
    useQuery({
        queryKey: ['dealings', filters, most],
        queryFn: ({ signal }) => get<Page<DealingRow>>(`/v1/dealings${query({ ...filters, limit: most })}`, signal),
        placeholderData: (old) => old,
    });

export const useDealing = (id: string, enabled = true) =>
    useQuery({ queryKey: ['dealing', id], queryFn: ({ signal }) => getTagged<DealingView>(`/v1/dealings/${part(id)}`, signal), enabled });

export const useVersions = (id: string, enabled: boolean) =>
    useQuery({
        queryKey: ['dealing', id, 'versions'],
        queryFn: ({ signal }) => get<Page<VersionRow>>(`/v1/dealings/${part(id)}/versions?limit=50`, signal),
        enabled,
    });

export interface NameQuery {
    name: string;
    schema?: string;
    birth?: string;
    country?: string;
}

export const useScreen = (asked: NameQuery, enabled = true) =>
    useQuery({
        queryKey: ['screen', asked],
        queryFn: async ({ signal }) => {
            const started = performance.now();
            const answer = await change<{ results: ScreenLine[] }>('POST', '/v1/screen', { json: { queries: [asked] }, signal });
            return { line: answer.results[0], ms: Math.round(performance.now() - started) };
        },
        enabled: enabled && asked.name.trim().length > 0,
        placeholderData: (old) => old,
        staleTime: 60_000,
    });

export const useParties = (q: string) => useRows<PartyRow, PartyPage>(['parties'], '/v1/parties', { q }, { size: 50 });

export const useParty = (id: string) =>
    useQuery({ queryKey: ['party', id], queryFn: ({ signal }) => get<PartyView>(`/v1/parties/${part(id)}`, signal) });

/** The editions in force: one a list. */
export const useLists = (enabled = true) =>
    useQuery({
        queryKey: ['lists', 'current'],
        queryFn: ({ signal }) => get<Page<EditionRow>>('/v1/lists?current=true&limit=200', signal),
        staleTime: 60_000,
        enabled,
    });

export const useEditions = (filters: Filters) => useRows<EditionRow>(['lists', 'rows'], '/v1/lists', filters);

export const useRejects = (code: string, edition: string, enabled: boolean) =>
    useRows<Reject>(['lists', code, edition, 'rejected'], `/v1/lists/${part(code)}/${part(edition)}/rejected`, {}, { enabled });

export const useEdition = (code: string, edition: string, filters: Filters) =>
    useRows<DiffRow, EditionDiff>(['lists', code, edition], `/v1/lists/${part(code)}/${part(edition)}`, filters);

export const useUsers = () =>
    useQuery({ queryKey: ['users'], queryFn: ({ signal }) => get<Page<User>>('/v1/users', signal) });

export const useSettings = (enabled: boolean) =>
    useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => getTagged<Settings>('/v1/settings', signal), enabled });

export const useViews = () =>
    useQuery({ queryKey: ['views'], queryFn: ({ signal }) => getTagged<{ items: SavedView[] }>('/v1/views', signal), staleTime: 60_000 });

/** After a lost race: read these anew, then say so. */
export function useNewer(...keys: unknown[][]) {
    const client = useQueryClient();
    const say = useSay();
    const { t } = useTranslation();
    return async (then?: () => void) => {
        await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: key })));
        say(t('trouble.newerLoaded'));
        then?.();
    };
}

/** A changing call; afterwards everything under these keys is read again. */
export function useChange<In, Out>(act: (input: In) => Promise<Out>, ...renew: unknown[][]) {
    const client = useQueryClient();
    return useMutation({
        mutationFn: act,
        onSuccess: () => Promise.all(renew.map((key) => client.invalidateQueries({ queryKey: key }))).then(() => undefined),
    });
}

export const usePreferences = () => {
    const session = useSession();
    const old = session.data?.preferences ?? {};
    return useChange(
        (fresh: Preferences) => change<Preferences>('PUT', '/v1/session/preferences', { json: { ...old, ...fresh } }),
        ['session'],
    );
};
