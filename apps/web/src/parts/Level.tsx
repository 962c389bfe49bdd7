// Level, state and severity: always a shape and a word; colour only on levels. A grey print loses nothing.
import { useTranslation } from 'react-i18next';
import type { Level, Severity, State } from '../api/types';

export function LevelShape({ level, className }: { level: Level; className?: string }) {
    return (
        <svg viewBox="0 0 20 20" className={className} fill="none" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
            {level === 'red' && (
                <>
                    <path className="shape-red" d="M6.4 1.2h7.2l5.2 5.2v7.2l-5.2 5.2H6.4l-5.2-5.2V6.4z" />
                    <path d="M6 10h8" strokeWidth="2.4" />
                </>
            )}
            {level === 'amber' && (
                <>
                    <path className="shape-amber" d="M10 2.2 18.8 17.6H1.2z" />
                    <path d="M10 7.6v4.6M10 14.8v.1" strokeWidth="2" />
                </>
            )}
            {level === 'green' && (
                <>
                    <path className="shape-green" d="M10 1.2a8.8 8.8 0 1 0 0 17.6 8.8 8.8 0 0 0 0-17.6z" />
                    <path d="m6.3 10.3 2.6 2.6 4.9-5.6" strokeWidth="2" />
                </>
            )}
        </svg>
    );
}

export function LevelBadge({ level }: { level: Level }) {
    const { t } = useTranslation();
    return (
        <span className={`lv lv-${level}`}>
            <LevelShape level={level} />
            {t(`level.${level}`)}
        </span>
    );
}

const UNKNOWN = (
    <>
        <circle cx="10" cy="10" r="8" strokeWidth="1.6" strokeDasharray="3 2.4" />
        <path d="M7.7 8c0-1.5 1-2.3 2.3-2.3s2.3.8 2.3 2.1c0 1.6-2.2 1.8-2.2 3.4M10.1 14v.1" strokeWidth="1.7" />
    </>
);

const SHAPES: Record<State, React.ReactNode> = {
    present: <path d="M10 1.8 18.2 10 10 18.2 1.8 10z" fill="currentColor" stroke="none" />,
    unknown: UNKNOWN,
    absent: (
        <>
            <circle cx="10" cy="10" r="8" strokeWidth="1.4" />
            <path d="M6.5 10h7" strokeWidth="1.6" />
        </>
    ),
    explained: (
        <>
            <path d="M3 4h14v9.5H9.5L6 16.8v-3.3H3z" strokeWidth="1.5" />
            <path d="m7 8.8 2 2 4-4.2" strokeWidth="1.5" />
        </>
    ),
    not_applicable: <path d="M4 16 16 4" strokeWidth="1.5" />,
};

/** The shape of a state; with `silent` its word stands beside it already. */
export function StateIcon({ state, silent, small }: { state: State; silent?: boolean; small?: boolean }) {
    const { t } = useTranslation();
    const said = silent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': t(`state.${state}`) };
    return (
        <svg className={small ? 'i s' : 'st'} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeLinecap="round" strokeLinejoin="round" {...said}>
            {SHAPES[state]}
        </svg>
    );
}

export function Incomplete() {
    const { t } = useTranslation();
    return (
        <span className="inc">
            <StateIcon state="unknown" silent small />
            {t('level.incomplete')}
        </span>
    );
}

const BARS: Record<Severity, number> = { medium: 1, high: 2, critical: 3 };

export function SeverityMark({ severity }: { severity: Severity }) {
    const { t } = useTranslation();
    return (
        <span className="sev">
            <i aria-hidden="true">
                {[1, 2, 3].map((n) => (
                    <b key={n} className={n <= BARS[severity] ? 'on' : undefined} />
                ))}
            </i>
            {t(`severity.${severity}`)}
        </span>
    );
}
