// The reader: what they may do, and how they want dates. Pages ask here, never the role's name.
import { createContext, useContext } from 'react';
import type { Session } from '../api/types';
import { language } from '../i18n';
import type { DateStyle } from '../parts/dates';

export const SessionContext = createContext<Session | null>(null);

export function useWho(): Session {
    const session = useContext(SessionContext);
    if (!session) throw new Error('a page outside of a session');
    return session;
}

/** "screen.r" is there, or "r" and "w" of it in one word. */
export function may(session: Session, right: string): boolean {
    const [thing, letter] = right.split('.') as [string, string];
    return session.may.some((word) => {
        const [has, letters] = word.split('.') as [string, string | undefined];
        return has === thing && (letters ?? '').includes(letter);
    });
}

/** May the reader do this with any kind of dealing? */
export function mayAny(session: Session, letter: string): boolean {
    return KINDS.some((kind) => may(session, `${kind}.${letter}`));
}

export const KINDS = [
    'procurement', 'investment', 'student', 'joint_research', 'recruitment', 'approach', 'cyber', 'supply',
] as const;

/** Kinds that the program can judge today; the others are not offered. */
export const JUDGED: readonly string[] = ['procurement'];

const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function useDateStyle(): DateStyle {
    const session = useContext(SessionContext);
    return {
        language: language(),
        zone: session?.timezone ?? OWN_ZONE,
        namesZone: !!session && session.timezone !== OWN_ZONE,
        wareki: session?.preferences?.wareki ?? false,
    };
}
