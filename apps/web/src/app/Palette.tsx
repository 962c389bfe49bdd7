// Ctrl K: every page, open dealing and party the reader has; and the table of keys behind "?".
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useDealings } from '../api/queries';
import { Icon, type IconName } from '../parts/Icon';
import { MENU } from './Shell';
import { may, mayAny, useWho } from './who';
import { Dialog } from '../parts/Dialog';
import './palette.css';

interface Choice {
    to: string;
    label: string;
    more?: string;
    icon: IconName;
}

function useChoices(text: string, isOpen: boolean): Choice[] {
    const { t } = useTranslation();
    const who = useWho();
    const q = text.trim();
    const reads = mayAny(who, 'r');
    const found = useDealings({ q }, 8);
    return useMemo(() => {
        const folded = q.toLowerCase();
        const menu = MENU.filter((item) => item.isFor(who)).map((item) => ({ to: item.to, label: t(item.label), icon: item.icon }));
        const pages: Choice[] = menu.filter((item) => item.label.toLowerCase().includes(folded));
        if (q && may(who, 'screen.r')) pages.push({ to: `/search?q=${encodeURIComponent(q)}`, label: t('palette.search', { q }), icon: 'search' });
        const dealings = (reads && isOpen && q ? (found.data?.items ?? []) : []).slice(0, 8);
        return [...pages, ...dealings.map((row) => ({ to: `/dealings/${encodeURIComponent(row.id)}`, label: row.title ?? row.id, more: row.id, icon: 'deal' as const }))];
    }, [q, who, t, reads, isOpen, found.data]);
}

export function Palette({ isOpen, close }: { isOpen: boolean; close: () => void }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const [text, setText] = useState('');
    const [at, setAt] = useState(0);
    const choices = useChoices(text, isOpen);
    const index = Math.min(at, choices.length - 1);
    const go = (choice: Choice | undefined) => {
        if (!choice) return;
        close();
        setText('');
        void navigate(choice.to);
    };
    const hear = (event: React.KeyboardEvent) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'ArrowDown') setAt(Math.min(index + 1, choices.length - 1));
        else if (event.key === 'ArrowUp') setAt(Math.max(index - 1, 0));
        else if (event.key === 'Enter') go(choices[index]);
        else return;
        event.preventDefault();
    };
    return (
        <Dialog opened={isOpen} onClose={close} title={t('shell.command')} size="lg">
            <input
                className="in" data-autofocus value={text} onKeyDown={hear} role="combobox" aria-expanded="true" aria-controls="palette"
                aria-activedescendant={choices[index] && `palette-${index}`} aria-label={t('shell.command')}
                onChange={(event) => { setText(event.target.value); setAt(0); }}
            />
            <ul id="palette" role="listbox" aria-label={t('shell.command')} className="palette">
                {choices.map((choice, i) => (
                    <li key={choice.to} id={`palette-${i}`} role="option" aria-selected={i === index} onClick={() => go(choice)}>
                        <Icon name={choice.icon} small />
                        {choice.label}
                        {choice.more && <span className="mono dim">{choice.more}</span>}
                    </li>
                ))}
            </ul>
        </Dialog>
    );
}

const KEYS: [string, string][] = [
    ['Ctrl K', 'keys.palette'], ['/', 'keys.search'], ['?', 'keys.help'], ['G I', 'keys.inbox'], ['G D', 'keys.dealings'],
    ['G S', 'keys.names'], ['G P', 'keys.parties'], ['G L', 'keys.lists'], ['N', 'keys.check'], ['J / K', 'keys.move'],
    ['Enter', 'keys.open'], ['Esc', 'keys.back'], ['E', 'keys.evidence'], ['Q', 'keys.questions'], ['C', 'keys.copy'],
    ['A', 'keys.assign'], ['H', 'keys.snooze'], ['D', 'keys.decide'], ['1 – 6', 'keys.tabs'], ['Ctrl Enter', 'keys.submit'],
];

export function KeyHelp({ isOpen, close }: { isOpen: boolean; close: () => void }) {
    const { t } = useTranslation();
    return (
        <Dialog opened={isOpen} onClose={close} title={t('keys.title')}>
            <dl className="kv">
                {KEYS.map(([key, label]) => (
                    <div key={key} style={{ display: 'contents' }}>
                        <dt>
                            <kbd>{key}</kbd>
                        </dt>
                        <dd>{t(label)}</dd>
                    </div>
                ))}
            </dl>
            <p className="sm dim">{t('keys.note')}</p>
        </Dialog>
    );
}
