// Single keys. They are off while typing, while an input method composes, while a dialog is open, and by choice (WCAG
// 2.1.4); none of them decides anything without a dialog. "g i" is G then I within a second.
import { useLayoutEffect, useRef } from 'react';

export type KeyMap = Record<string, (event: KeyboardEvent) => void>;

let enabled = true;
export function allowSingleKeys(on: boolean): void {
    enabled = on;
}

export function isTyping(event: KeyboardEvent): boolean {
    const at = event.target as HTMLElement | null;
    return event.isComposing || event.keyCode === 229 || !!at?.closest('input, textarea, select, [contenteditable], [role=menu]');
}

export function useKeys(map: KeyMap): void {
    const latest = useRef(map);
    latest.current = map;
    const before = useRef({ key: '', at: 0 });
    // Before the page is painted: who sees it may type.
    useLayoutEffect(() => {
        function hear(event: KeyboardEvent) {
            const chord = (event.ctrlKey || event.metaKey ? 'ctrl+' : '') + event.key.toLowerCase();
            const isChord = chord.startsWith('ctrl+');
            if (event.altKey || event.defaultPrevented) return;
            if (!isChord && (!enabled || isTyping(event) || document.querySelector('[role=dialog]'))) return;
            const pair = event.timeStamp - before.current.at < 1000 ? `${before.current.key} ${chord}` : '';
            const act = latest.current[pair] ?? latest.current[chord];
            before.current = { key: chord, at: event.timeStamp };
            if (!act) return;
            event.preventDefault();
            act(event);
        }
        window.addEventListener('keydown', hear);
        return () => window.removeEventListener('keydown', hear);
    }, []);
}
