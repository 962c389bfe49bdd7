// Empty, loading and trouble: what every page shows when it has nothing else.
import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure, isRace } from '../api/client';
import { Icon } from './Icon';

/** Appears after 150 ms only. */
export function Skeleton({ lines = 4 }: { lines?: number }) {
    const { t } = useTranslation();
    const [isLate, setLate] = useState(false);
    useEffect(() => {
        const timer = window.setTimeout(() => setLate(true), 150);
        return () => window.clearTimeout(timer);
    }, []);
    if (!isLate) return null;
    return (
        <div className="pad" aria-busy="true">
            <span className="vh">{t('common.loading')}</span>
            {Array.from({ length: lines }, (_, i) => (
                <div key={i} className="skel" style={{ width: `${90 - ((i * 17) % 40)}%` }} />
            ))}
        </div>
    );
}

export function Empty({ say, children }: { say: string; children?: ReactNode }) {
    return (
        <div className="empty">
            <p>{say}</p>
            {children}
        </div>
    );
}

export function troubleText(cause: unknown, t: (key: string) => string): string {
    if (!(cause instanceof Failure)) return cause instanceof Error ? cause.message : String(cause);
    if (cause.status === 0) return t('trouble.offline');
    if (cause.status === 412) return t('trouble.race');
    if (cause.status === 429) return t('trouble.rate');
    return cause.problem.detail ?? cause.problem.title;
}

interface TroubleProps {
    cause: unknown;
    retry?: () => void;
    /** After a lost race: read what the other one stored; what was typed stays. */
    newer?: () => void;
    focus?: boolean;
    label?: string;
}

/** An error: what, where, what to do. Takes the focus when `focus` is set (the summary on top of a form). */
export function Trouble({ cause, retry, newer, focus, label }: TroubleProps) {
    const { t } = useTranslation();
    const box = useRef<HTMLDivElement>(null);
    useEffect(() => {
        if (focus) box.current?.focus();
    }, [focus, cause]);
    if (!cause) return null;
    const place = cause instanceof Failure ? cause.problem.path : undefined;
    return (
        <div className="block err" role="alert" tabIndex={-1} ref={box}>
            <Icon name="warn" />
            <div className="grow">
                <p>
                    {label && <b>{label}: </b>}
                    {troubleText(cause, t)}
                </p>
                {place && <p className="xs mono">{place}</p>}
                {cause instanceof Failure && cause.reference && (
                    <p className="xs">
                        {t('trouble.reference')} <span className="mono">{cause.reference}</span>
                    </p>
                )}
                {newer && isRace(cause) && (
                    <Button className="sm" onClick={newer} mt={6}>
                        {t('trouble.newer')}
                    </Button>
                )}
                {retry && (
                    <Button className="sm" onClick={retry} mt={6}>
                        {t('trouble.retry')}
                    </Button>
                )}
            </div>
        </div>
    );
}
