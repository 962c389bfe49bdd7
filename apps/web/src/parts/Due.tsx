// A deadline: absolute first, then what is left; amber from 70 % on, the word for overdue after it. No seconds.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useEffect, useState } from 'react';
import { useDateStyle } from '../app/who';
import { day, local } from './dates';

export function useNow(): number {
    const [now, setNow] = useState(() => Date.now());
    useEffect(() => {
        const timer = window.setInterval(() => setNow(Date.now()), 30_000);
        return () => window.clearInterval(timer);
    }, []);
    return now;
}


/** "6 h 12 min left", "1 day over". */
export function left(due: string, now: number, t: TFunction): string {
    const minutes = Math.round((Date.parse(due) - now) / 60_000);
    const [size, word] = [Math.abs(minutes), minutes < 0 ? 'over' : 'left'];
    if (size < 60) return t(`due.${word}.minutes`, { count: size });
    if (size < 48 * 60) return t(`due.${word}.hours`, { count: Math.floor(size / 60) });
    return t(`due.${word}.days`, { count: Math.floor(size / 1440) });
}

export function DueText({ due }: { due: string }) {
    const { t } = useTranslation();
    const style = useDateStyle();
    const now = useNow();
    const { date, time } = local(due, style.zone);
    const isToday = date === local(now, style.zone).date;
    return (
        <>
            <b>{isToday ? t('due.today', { time }) : `${day(date, style)} ${time}`}</b>
            {' · '}
            {left(due, now, t)}
        </>
    );
}

export function DueBar({ from, due }: { from: string | null; due: string }) {
    const now = useNow();
    const start = from ? Date.parse(from) : NaN;
    if (Number.isNaN(start)) return null;
    const share = Math.max(0, Math.min(1, (now - start) / Math.max(1, Date.parse(due) - start)));
    return (
        <div className={share >= 0.7 ? 'bar warn' : 'bar'} aria-hidden="true">
            <i style={{ width: `${Math.round(share * 100)}%` }} />
        </div>
    );
}
