// One field of the form: label, value, and where in the text it was read; or that nobody knows it yet.
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Span } from '../../api/types';
import { language } from '../../i18n';
import { readDay } from '../../parts/dates';
import { StateIcon } from '../../parts/Level';
import { lineOf } from './marks';
import type { Field } from './fields';

interface Props {
    field: Field;
    value: unknown;
    spans: Span[];
    text: string;
    isLit: boolean;
    error?: string;
    set: (value: unknown) => void;
    light: (on: boolean) => void;
    showSpan: (span: Span) => void;
}

export function shown(value: unknown): string {
    if (value === undefined || value === null || value === false) return '';
    if (Array.isArray(value)) return value.join(' ; ');
    return String(value);
}

/** What was typed as a value; undefined takes the field away. `wrong`: it cannot be one. */
export function typed(field: Field, text: string): { value: unknown; wrong?: 'day' | 'number' } {
    const plain = text.trim();
    if (!plain) return { value: undefined };
    switch (field.type) {
        case 'texts':
            return { value: plain.split(/\s*[;；]\s*/).filter(Boolean) };
        case 'number': {
            const number = Number(plain.normalize('NFKC').replaceAll(',', ''));
            return Number.isFinite(number) ? { value: number } : { value: plain, wrong: 'number' };
        }
        case 'day': {
            const day = readDay(plain);
            return day ? { value: day } : { value: plain, wrong: 'day' };
        }
        case 'country':
            return { value: plain.normalize('NFKC').toUpperCase() };
        default:
            return { value: plain };
    }
}

/** The name of a country in the language of the page; nothing for what is no code. */
function countryName(code: string): string {
    if (!/^[A-Z]{2}$/.test(code)) return '';
    return new Intl.DisplayNames([language()], { type: 'region', fallback: 'none' }).of(code) ?? '';
}

function Where({ field, value, spans, text, showSpan }: Pick<Props, 'field' | 'value' | 'spans' | 'text' | 'showSpan'>) {
    const { t } = useTranslation();
    const span = spans[0];
    if (span)
        return (
            <button type="button" className="src" onClick={() => showSpan(span)}>
                {span.header ? span.header : t('check.line', { line: lineOf(text, span) })}
                <span className="vh"> {t('check.showPlace', { field: t(field.label) })}</span>
            </button>
        );
    if (value !== undefined) return <span className="dim">{t('check.typed')}</span>;
    return (
        <span className="row unkword">
            <StateIcon state="unknown" silent small />
            {t('state.unknown')}
        </span>
    );
}

function Entry({ field, value, id, error, set }: Pick<Props, 'field' | 'value' | 'error' | 'set'> & { id: string }) {
    const { t } = useTranslation();
    const [draft, setDraft] = useState<string | null>(null);
    const text = draft ?? shown(value);
    const common = { id, 'aria-invalid': error ? true : undefined, 'aria-describedby': error ? `${id}-error` : undefined };
    if (field.type === 'flag' || field.type === 'choice') {
        const choices = field.type === 'flag' ? ['true'] : (field.choices ?? []);
        const hasNone = field.type === 'flag' || field.none;
        return (
            <select
                {...common} className={value === undefined ? 'in unk' : 'in'} value={value === undefined ? '' : String(value)}
                onChange={(event) => {
                    const chosen = event.target.value;
                    set(chosen === '' ? undefined : chosen === 'true' ? true : chosen === 'false' ? false : chosen);
                }}
            >
                <option value="">{t('check.notWritten')}</option>
                {choices.map((choice) => (
                    <option key={choice} value={choice}>
                        {field.type === 'flag' ? t('choice.flag.true') : t(`choice.${field.set}.${choice}`)}
                    </option>
                ))}
                {hasNone && <option value="false">{t(field.type === 'flag' ? 'choice.flag.false' : `choice.none.${field.set}`)}</option>}
            </select>
        );
    }
    const props = {
        ...common,
        className: value === undefined && !text ? 'in unk' : 'in',
        value: text,
        disabled: value === false,
        placeholder: value === false ? t('check.none') : t('check.notWritten'),
        onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => setDraft(event.target.value),
        onBlur: () => {
            if (draft === null) return;
            setDraft(null);
            if (draft !== shown(value)) set(typed(field, draft).value);
        },
    };
    return field.type === 'long' ? <textarea {...props} rows={Math.min(4, Math.ceil(text.length / 46) || 1)} /> : <input {...props} spellCheck={false} />;
}

export function FieldRow(props: Props) {
    const { field, value, isLit, error, set, light } = props;
    const { t } = useTranslation();
    const id = useId();
    const hasNone = field.none && field.type !== 'choice';
    return (
        <div
            className="ex" data-lit={isLit || undefined} data-field={field.path} onMouseMove={() => light(true)} onMouseLeave={() => light(false)}
            onFocus={() => light(true)} onBlur={() => light(false)}
        >
            <label className="l" htmlFor={id}>
                {t(field.label)}
            </label>
            <span className="v">
                <Entry field={field} value={value} id={id} error={error} set={set} />
                {field.type === 'country' && typeof value === 'string' && <span className="cname">{countryName(value)}</span>}
                {hasNone && (
                    <label className="none sm">
                        <input type="checkbox" checked={value === false} onChange={(event) => set(event.target.checked ? false : undefined)} />
                        <span className="vh">{t(field.label)}: </span>
                        {t('check.none')}
                    </label>
                )}
                {error && (
                    <span id={`${id}-error`} className="ferr">
                        {error}
                    </span>
                )}
            </span>
            <span className="from">
                <Where {...props} />
            </span>
        </div>
    );
}
