// Providers, routes and who is asking. Each page is a chunk of its own; the first load is the shell and one page.
import { MantineProvider, type MantineColorSchemeManager } from '@mantine/core';
import { QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { lazy, Suspense, useEffect } from 'react';
import { BrowserRouter, Navigate, Route, Routes, useLocation } from 'react-router';
import { Failure, whenSignedOut } from '../api/client';
import { queryClient, useSession } from '../api/queries';
import { Skeleton, Trouble } from '../parts/States';
import { Live } from '../parts/Live';
import { allowSingleKeys } from './keys';
import { Missing } from './Missing';
import { Shell } from './Shell';
import { theme } from './theme';
import { may, mayAny, SessionContext } from './who';

const Login = lazy(() => import('../pages/login/Login'));
const Inbox = lazy(() => import('../pages/inbox/Inbox'));
const NewCheck = lazy(() => import('../pages/new-check/NewCheck'));
const Dealings = lazy(() => import('../pages/dealings/Dealings'));
const Result = lazy(() => import('../pages/result/Result'));
const Search = lazy(() => import('../pages/search/Search'));
const Parties = lazy(() => import('../pages/party/Parties'));
const Party = lazy(() => import('../pages/party/Party'));
const Lists = lazy(() => import('../pages/lists/Lists'));
const Edition = lazy(() => import('../pages/lists/Edition'));
const ImportList = lazy(() => import('../pages/lists/ImportList'));
const Users = lazy(() => import('../pages/users/Users'));
const SettingsPage = lazy(() => import('../pages/settings/Settings'));

// The scheme is a preference of the user (kept on the server); this device remembers it for the login page.
const SCHEME = 'sekisho.theme';
type Scheme = 'light' | 'dark' | 'auto';
const schemeManager: MantineColorSchemeManager = {
    get: (fallback) => (localStorage.getItem(SCHEME) as Scheme | null) ?? fallback,
    set: (value) => localStorage.setItem(SCHEME, value),
    subscribe: () => undefined,
    unsubscribe: () => undefined,
    clear: () => localStorage.removeItem(SCHEME),
};

function Pages() {
    const session = useSession();
    const client = useQueryClient();
    const { pathname, search, hash } = useLocation();
    useEffect(() => whenSignedOut(() => void client.resetQueries({ queryKey: ['session'] })), [client]);
    const preferences = session.data?.preferences;
    useEffect(() => {
        if (preferences?.language && preferences.language !== i18next.language) void i18next.changeLanguage(preferences.language);
        allowSingleKeys(preferences?.keys !== false);
        document.documentElement.dataset.density = preferences?.density ?? 'default';
    }, [preferences?.language, preferences?.keys, preferences?.density]);
    if (session.isPending) return <Skeleton lines={3} />;
    const isOut = session.error instanceof Failure && session.error.status === 401;
    if (isOut || pathname === '/login') {
        if (session.data && pathname === '/login') return <Navigate to="/" replace />;
        return <Login then={pathname === '/login' ? '/' : pathname + search + hash} />;
    }
    if (!session.data) return <Trouble cause={session.error} retry={() => void session.refetch()} />;
    const who = session.data;
    const home = mayAny(who, 'r') || mayAny(who, 'd') ? '/inbox' : may(who, 'users.w') ? '/users' : may(who, 'lists.r') ? '/lists' : '/settings';
    return (
        <SessionContext.Provider value={who}>
            <Shell>
                <Suspense fallback={<Skeleton lines={6} />}>
                    <Routes>
                        <Route path="/" element={<Navigate to={home} replace />} />
                        {(mayAny(who, 'r') || mayAny(who, 'd')) && (
                            <>
                                <Route path="/inbox" element={<Inbox />} />
                                <Route path="/dealings" element={<Dealings />} />
                                <Route path="/dealings/:id" element={<Result />} />
                            </>
                        )}
                        {mayAny(who, 'w') && <Route path="/check/new" element={<NewCheck />} />}
                        {may(who, 'screen.r') && (
                            <>
                                <Route path="/search" element={<Search />} />
                                <Route path="/parties" element={<Parties />} />
                                <Route path="/parties/:id" element={<Party />} />
                            </>
                        )}
                        {may(who, 'lists.w') && <Route path="/lists/import" element={<ImportList />} />}
                        {may(who, 'lists.r') && (
                            <>
                                <Route path="/lists" element={<Lists />} />
                                <Route path="/lists/:code/:edition" element={<Edition />} />
                            </>
                        )}
                        {may(who, 'users.w') && <Route path="/users" element={<Users />} />}
                        <Route path="/settings" element={<SettingsPage />} />
                        <Route path="*" element={<Missing />} />
                    </Routes>
                </Suspense>
            </Shell>
        </SessionContext.Provider>
    );
}

export function App() {
    return (
        <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={schemeManager} withCssVariables={false} withGlobalClasses={false}>
            <QueryClientProvider client={queryClient}>
                <Live>
                    <BrowserRouter>
                        <Suspense fallback={<Skeleton lines={3} />}>
                            <Pages />
                        </Suspense>
                    </BrowserRouter>
                </Live>
            </QueryClientProvider>
        </MantineProvider>
    );
}
