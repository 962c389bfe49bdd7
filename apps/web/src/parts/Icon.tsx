// The line icons, one row each. An icon stands beside a word and is hidden from screen readers; a shape that carries
// meaning (State, Level) gets its word from the component that draws it.
const PATHS = {
    inbox: 'M3 11.5 5 4h10l2 7.5V16H3zM3 11.5h4l1 2h4l1-2h4',
    plus: 'M10 4v12M4 10h12',
    deal: 'M5 3h7l3.5 3.5V17H5zM12 3v4h3.5M7.5 10.5h5.5M7.5 13.5h5.5',
    search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13.2 13.2 17 17',
    party: 'M10 2.5a2.1 2.1 0 1 0 0 4.2 2.1 2.1 0 0 0 0-4.2zM4.6 13.3a2.1 2.1 0 1 0 0 4.2 2.1 2.1 0 0 0 0-4.2zM15.4 13.3a2.1 2.1 0 1 0 0 4.2 2.1 2.1 0 0 0 0-4.2zM10 6.7V10M4.6 13.3V10h10.8v3.3',
    list: 'M7.5 5H17M7.5 10H17M7.5 15H17M3.5 5h.1M3.5 10h.1M3.5 15h.1',
    users: 'M7 4.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2zM13.8 5.9a2.1 2.1 0 1 0 0 4.2 2.1 2.1 0 0 0 0-4.2zM2.5 16c.3-3 2-4.5 4.5-4.5s4.2 1.5 4.5 4.5M12.5 12c2.6-.4 4.6.9 5 3.5',
    gear: 'M4 6h7M15 6h1M4 14h1M9 14h7M13 4v4M7 12v4',
    ok: 'm4.5 10.5 3.6 3.6 7.4-8.2',
    down: 'm5.5 8 4.5 4.5L14.5 8',
    right: 'm8 5.5 4.5 4.5L8 14.5',
    copy: 'M7 7h9v9H7zM4 13V4h9',
    mail: 'M3 5h14v10.5H3zM3 6l7 5 7-5',
    clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4.2l2.6 1.8',
    file: 'M5 3h7l3.5 3.5V17H5zM12 3v4h3.5',
    menu: 'M3.5 6h13M3.5 10h13M3.5 14h13',
    warn: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6.5v4.5M10 13.6v.1',
    out: 'M8 4H4v12h4M12 6.5l3.5 3.5-3.5 3.5M15 10H8',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, small }: { name: IconName; small?: boolean }) {
    return (
        <svg className={small ? 'i s' : 'i'} viewBox="0 0 20 20" aria-hidden="true">
            <path d={PATHS[name]} />
        </svg>
    );
}

export function Gate() {
    return (
        <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeLinecap="round" aria-hidden="true">
            <path d="M6.5 3v18M17.5 3v18M2 8h20" strokeWidth="2.4" />
            <path d="M6.5 12h11M12 12v9" strokeWidth="1.5" />
        </svg>
    );
}
