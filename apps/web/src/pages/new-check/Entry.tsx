// What one types into: a text, a choice, a set of choices. A text becomes a value when the field is left.
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from './fields';
import { shown, typed } from './values';

export interface EntryProps {
    field: Field;
    value: unknown;
    id: string;
    /** Where the visible label names more than this entry. */
    label?: string;
    error?: string;
    set: (value: unknown) => void;
}

const described = ({ id, error, label }: EntryProps) => ({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': error ? `${id}-error` : undefined, 'aria-label': label });

/** Words of the dealing's schema and roles are used by other pages too. */
function choiceText(field: Field, choice: string, t: TFunction): string {
    if (field.set === 'schema') return t(`schema.${choice}`);
    return field.set === 'partyRole' ? t(`partyRole.${choice}`) : t(`choice.${field.set}.${choice}`);
}

function Choice(props: EntryProps) {
    const { field, value, set } = props;
    const { t } = useTranslation();
    const isFlag = field.type === 'flag';
    const none = isFlag ? 'choice.flag.false' : field.none ? `choice.none.${field.set}` : null;
    return (
        <select
            {...described(props)} className={value === undefined ? 'in unk' : 'in'} value={value === undefined ? '' : String(value)}
            onChange={(event) => {
                const chosen = event.target.value;
                set(chosen === '' ? undefined : chosen === 'true' ? true : chosen === 'false' ? false : chosen);
            }}
        >
            <option value="">{t('check.notWritten')}</option>
            {(isFlag ? ['true'] : (field.choices ?? [])).map((choice) => (
                <option key={choice} value={choice}>
                    {isFlag ? t('choice.flag.true') : choiceText(field, choice, t)}
                </option>
            ))}
            {none && <option value="false">{t(none)}</option>}
        </select>
    );
}

export function SetOfChoices({ field, value, set, label }: Omit<EntryProps, 'id'>) {
    const { t } = useTranslation();
    const chosen = Array.isArray(value) ? (value as string[]) : [];
    const change = (choice: string, on: boolean) => {
        const next = field.choices!.filter((other) => (other === choice ? on : chosen.includes(other)));
        set(next.length ? next : undefined);
    };
    return (
        <span className="setof" role="group" aria-label={label ?? t(field.label)}>
            {field.choices!.map((choice) => (
                <label key={choice} className="none sm">
                    <input type="checkbox" checked={chosen.includes(choice)} disabled={value === false} onChange={(event) => change(choice, event.target.checked)} />
                    {choiceText(field, choice, t)}
                </label>
            ))}
        </span>
    );
}

/** `take` hears the text as it was typed. */
export function TextEntry({ field, value, take, ...rest }: Omit<EntryProps, 'set'> & { take: (text: string) => void }) {
    const { t } = useTranslation();
    const [draft, setDraft] = useState<string | null>(null);
    const text = draft ?? shown(value);
    const props = {
        ...described({ field, value, set: take as (value: unknown) => void, ...rest }),
        className: value === undefined && !text ? 'in unk' : 'in',
        value: text,
        disabled: value === false,
        placeholder: value === false ? t('check.none') : t('check.notWritten'),
        onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => setDraft(event.target.value),
        onBlur: () => {
            if (draft === null) return;
            setDraft(null);
            if (draft !== shown(value)) take(draft);
        },
    };
    return field.type === 'long' ? <textarea {...props} rows={Math.min(4, Math.ceil(text.length / 46) || 1)} /> : <input {...props} spellCheck={false} />;
}

export function Entry(props: EntryProps) {
    const { field, set } = props;
    if (field.type === 'flag' || field.type === 'choice') return <Choice {...props} />;
    if (field.type === 'set') return <SetOfChoices {...props} />;
    return <TextEntry {...props} take={(text) => set(typed(field, text).value)} />;
}
