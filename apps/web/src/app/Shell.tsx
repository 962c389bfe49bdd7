// Menu left, bar on top, the page. The menu holds only what this reader may open.
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { change } from '../api/client';
import { useInbox, useLists, usePreferences } from '../api/queries';
import type { Session } from '../api/types';
import { language, type Language } from '../i18n';
import { Gate, Icon, type IconName } from '../parts/Icon';
import { useKeys } from './keys';
import { KeyHelp, Palette } from './Palette';
import { may, mayAny, useWho } from './who';

export interface MenuItem {
    to: string;
    label: string;
    icon: IconName;
    key?: string;
    group?: 'records' | 'system';
    isFor: (session: Session) => boolean;
}

const reads = (who: Session) => mayAny(who, 'r') || mayAny(who, 'd');

export const MENU: MenuItem[] = [
    { to: '/inbox', label: 'menu.inbox', icon: 'inbox', key: 'g i', isFor: reads },
    { to: '/check/new', label: 'menu.check', icon: 'plus', key: 'n', isFor: (who) => mayAny(who, 'w') },
    { to: '/dealings', label: 'menu.dealings', icon: 'deal', key: 'g d', isFor: reads },
    { to: '/search', label: 'menu.search', icon: 'search', key: 'g s', isFor: (who) => may(who, 'screen.r') },
    { to: '/parties', label: 'menu.parties', icon: 'party', key: 'g p', isFor: (who) => may(who, 'screen.r') },
    { to: '/lists', label: 'menu.lists', icon: 'list', key: 'g l', isFor: (who) => may(who, 'lists.r') },
    { to: '/users', label: 'menu.users', icon: 'users', group: 'system', isFor: (who) => may(who, 'users.w') },
    { to: '/settings', label: 'menu.settings', icon: 'gear', group: 'system', isFor: () => true },
];

function Languages() {
    const { t } = useTranslation();
    const save = usePreferences();
    const choose = (next: Language) => {
        void i18next.changeLanguage(next);
        save.mutate({ language: next });
    };
    return (
        <span className="lang" role="group" aria-label={t('shell.language')}>
            <button type="button" lang="ja" aria-pressed={language() === 'ja'} onClick={() => choose('ja')}>
                日本語
            </button>
            <button type="button" lang="en" title="English" aria-pressed={language() === 'en'} onClick={() => choose('en')}>
                EN
            </button>
        </span>
    );
}

function ListsFresh() {
    const { t } = useTranslation();
    const lists = useLists();
    if (!lists.data) return null;
    const count = new Set(lists.data.items.map((row) => row.code)).size;
    return (
        <Link className="fresh" to="/lists">
            <Icon name={count ? 'ok' : 'warn'} small />
            {count ? t('shell.lists', { count }) : t('shell.noLists')}
        </Link>
    );
}

function Waiting() {
    const { t } = useTranslation();
    const inbox = useInbox('all');
    if (!inbox.first) return null;
    const count = inbox.rows.length;
    return (
        <span className="n">
            <span aria-hidden="true">{inbox.hasMore ? `${count}+` : count}</span>
            <span className="vh">{t(inbox.hasMore ? 'inbox.waitingMore' : 'inbox.waiting', { count })}</span>
        </span>
    );
}

function Menu({ isOpen }: { isOpen: boolean }) {
    const { t } = useTranslation();
    const who = useWho();
    const { pathname } = useLocation();
    const client = useQueryClient();
    const navigate = useNavigate();
    const items = MENU.filter((item) => item.isFor(who));
    const isAt = (to: string) => pathname === to || pathname.startsWith(`${to}/`);
    const signOut = async () => {
        await change('DELETE', '/v1/session').catch(() => undefined);
        client.clear();
        navigate('/login');
    };
    return (
        <nav className="side" aria-label={t('shell.main')} data-open={isOpen || undefined}>
            <div className="brand">
                <Gate />
                <span>
                    Sekisho<small>{t('shell.sub')}</small>
                </span>
            </div>
            {items.map((item, i) => (
                <div key={item.to}>
                    {item.group && items[i - 1]?.group !== item.group && <div className="grp">{t(`shell.group.${item.group}`)}</div>}
                    <Link className="nav" to={item.to} aria-current={isAt(item.to) ? 'page' : undefined}>
                        <Icon name={item.icon} />
                        {t(item.label)}
                        {item.to === '/inbox' && <Waiting />}
                        {item.key === 'n' && (
                            <span className="n" aria-hidden="true">
                                <kbd>N</kbd>
                            </span>
                        )}
                    </Link>
                </div>
            ))}
            <div className="who">
                <b>{who.user}</b>
                <br />
                <span className="dim">
                    {who.roles.map((role) => t(`role.${role}`)).join(t('common.comma'))}
                    {who.department ? t('shell.department', { department: who.department }) : ''}
                </span>
                <br />
                <Button variant="subtle" className="sm" onClick={() => void signOut()} leftSection={<Icon name="out" small />}>
                    {t('shell.out')}
                </Button>
            </div>
        </nav>
    );
}

function Crumb() {
    const { t } = useTranslation();
    const { pathname } = useLocation();
    const item = MENU.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
    const rest = item ? pathname.slice(item.to.length + 1) : '';
    if (!item) return <span className="crumb grow" />;
    return (
        <span className="crumb">
            {rest ? (
                <>
                    <Link to={item.to}>{t(item.label)}</Link> / {decodeURIComponent(rest).replaceAll('/', ' / ')}
                </>
            ) : (
                t(item.label)
            )}
        </span>
    );
}

function Offline() {
    const { t } = useTranslation();
    const [isOff, setOff] = useState(!navigator.onLine);
    useEffect(() => {
        const look = () => setOff(!navigator.onLine);
        window.addEventListener('online', look);
        window.addEventListener('offline', look);
        return () => {
            window.removeEventListener('online', look);
            window.removeEventListener('offline', look);
        };
    }, []);
    return isOff ? (
        <div className="block err" role="alert">
            <Icon name="warn" />
            {t('trouble.offline')}
        </div>
    ) : null;
}

export function Shell({ children }: { children: ReactNode }) {
    const { t } = useTranslation();
    const who = useWho();
    const navigate = useNavigate();
    const { pathname } = useLocation();
    const [isMenuOpen, setMenuOpen] = useState(false);
    const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
    useEffect(() => setMenuOpen(false), [pathname]);
    const go = Object.fromEntries(
        MENU.filter((item) => item.key && item.isFor(who)).map((item) => [item.key!, () => void navigate(item.to)]),
    );
    useKeys({
        ...go,
        'ctrl+k': () => setOpen('palette'),
        '?': () => setOpen('keys'),
        '/': () => (document.querySelector<HTMLInputElement>('[data-search]') ?? { focus: () => void navigate('/search') }).focus(),
    });
    return (
        <>
            <a className="skip" href="#main">
                {t('shell.skip')}
            </a>
            <div className="app">
                <Menu isOpen={isMenuOpen} />
                <div>
                    <header className="topbar" aria-label={t('shell.top')}>
                        <button type="button" className="burger" aria-label={t('shell.menu')} aria-expanded={isMenuOpen} onClick={() => setMenuOpen(!isMenuOpen)}>
                            <Icon name="menu" />
                        </button>
                        <Crumb />
                        <button type="button" className="cmd" onClick={() => setOpen('palette')}>
                            <Icon name="search" small />
                            <span>{t('shell.command')}</span>
                            <kbd>Ctrl K</kbd>
                        </button>
                        {may(who, 'lists.r') && <ListsFresh />}
                        <Languages />
                    </header>
                    <Offline />
                    {children}
                </div>
            </div>
            <Palette isOpen={open === 'palette'} close={() => setOpen(null)} />
            <KeyHelp isOpen={open === 'keys'} close={() => setOpen(null)} />
        </>
    );
}
