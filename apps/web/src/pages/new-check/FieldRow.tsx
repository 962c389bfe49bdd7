// Fields of the form: label, value, and where in the text it was read, or that nobody knows it yet. A list of texts has one
// entry a line, each with its own place; `rows` are lists of small forms.
import { Button } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { language } from '../../i18n';
import { textOf } from '../../parts/dealing';
import { Icon } from '../../parts/Icon';
import { StateIcon } from '../../parts/Level';
import { same } from '../../parts/merge';
import { at } from '../../parts/pointer';
import { Entry, TextEntry } from './Entry';
import type { Field } from './fields';
import { lineOf, spansOf } from './marks';
import { pointerOf, withRow, without, withTexts, write, type ReadSpan, type Sheet } from './sheet';
import { typedTexts } from './values';

export interface FormContext {
    sheet: Sheet;
    lit: string | null;
    errorAt?: { path: string; text: string };
    edit: (sheet: Sheet) => void;
    light: (path: string | null) => void;
    showSpan: (span: ReadSpan) => void;
}

/** The name of a country in the language of the page; nothing for what is no code. */
function countryName(code: string): string {
    if (!/^[A-Z]{2}$/.test(code)) return '';
    return new Intl.DisplayNames([language()], { type: 'region', fallback: 'none' }).of(code) ?? '';
}

function Where({ label, value, span, form }: { label: string; value: unknown; span?: ReadSpan; form: FormContext }) {
    const { t } = useTranslation();
    if (span)
        return (
            <>
                <button type="button" className="src" onClick={() => form.showSpan(span)}>
                    {span.header ?? t('check.line', { line: lineOf(textOf(form.sheet.dealing.text), span) })}
                    <span className="vh"> {t('check.showPlace', { field: label })}</span>
                </button>
                {!same(span.value, value) && <span className="dim fixed">{t('check.corrected')}</span>}
            </>
        );
    if (value !== undefined) return <span className="dim">{t('check.typed')}</span>;
    return (
        <span className="row unkword">
            <StateIcon state="unknown" silent small />
            {t('state.unknown')}
        </span>
    );
}

interface LineProps {
    form: FormContext;
    name: string;
    /** Null while no party has the role of the field. */
    pointer: string | null;
    label: ReactNode;
    span?: ReadSpan;
    where: ReactNode;
    children: ReactNode;
}

/** One line: it and its place in the text light up together. */
function Line({ form, name, pointer, label, span, where, children }: LineProps) {
    const light = (on: boolean) => form.light(on ? (span?.path ?? null) : null);
    return (
        <div
            className="ex" data-lit={(!!span && form.lit === span.path) || undefined} data-field={name} data-pointer={pointer ?? undefined}
            onMouseMove={() => light(true)} onMouseLeave={() => light(false)} onFocus={() => light(true)} onBlur={() => light(false)}
        >
            {label}
            <span className="v">{children}</span>
            <span className="from">{where}</span>
        </div>
    );
}

function None({ label, value, set }: { label: string; value: unknown; set: (value: unknown) => void }) {
    const { t } = useTranslation();
    return (
        <label className="none sm">
            <input type="checkbox" checked={value === false} onChange={(event) => set(event.target.checked ? false : undefined)} />
            <span className="vh">{label}: </span>
            {t('check.none')}
        </label>
    );
}

function Wrong({ id, text }: { id: string; text?: string }) {
    if (!text) return null;
    return (
        <span id={`${id}-error`} className="ferr">
            {text}
        </span>
    );
}

interface FieldProps {
    field: Field;
    form: FormContext;
}

const errorOf = (form: FormContext, pointer: string | null, isWhole = true): string | undefined => {
    const error = form.errorAt;
    if (!pointer || !error) return undefined;
    return error.path === pointer || (isWhole && error.path.startsWith(`${pointer}/`)) ? error.text : undefined;
};

function SingleField({ field, form }: FieldProps) {
    const { t } = useTranslation();
    const id = useId();
    const { sheet, edit } = form;
    const pointer = pointerOf(field.path, sheet.dealing);
    const value = pointer ? (at(sheet.dealing, pointer) ?? undefined) : undefined;
    const span = spansOf(sheet.spans, pointer)[0];
    const set = (next: unknown) => edit({ ...sheet, dealing: write(sheet.dealing, field.path, next) });
    const label = t(field.label);
    const error = errorOf(form, pointer);
    return (
        <Line
            form={form} name={field.path} pointer={pointer} span={span} where={<Where label={label} value={value} span={span} form={form} />}
            label={field.type === 'set' ? <span className="l">{label}</span> : <label className="l" htmlFor={id}>{label}</label>}
        >
            <Entry field={field} value={value} id={id} error={error} set={set} />
            {field.type === 'country' && typeof value === 'string' && <span className="cname">{countryName(value)}</span>}
            {field.none && field.type !== 'choice' && <None label={label} value={value} set={set} />}
            <Wrong id={id} text={error} />
        </Line>
    );
}

function TextsField({ field, form }: FieldProps) {
    const { t } = useTranslation();
    const id = useId();
    const [isAdding, setAdding] = useState(false);
    const { sheet, edit } = form;
    const pointer = pointerOf(field.path, sheet.dealing);
    const value = pointer ? (at(sheet.dealing, pointer) ?? undefined) : undefined;
    const texts = Array.isArray(value) ? (value as string[]) : [];
    const isBlankShown = texts.length === 0 || isAdding;
    const label = t(field.label);
    const take = (index: number, typed: string) => {
        setAdding(false);
        const made = pointer ? sheet : { ...sheet, dealing: write(sheet.dealing, field.path, []) };
        edit(withTexts(made, pointerOf(field.path, made.dealing)!, index, typedTexts(field, typed)));
    };
    const add = () => {
        setAdding(true);
        window.setTimeout(() => document.getElementById(`${id}-${texts.length}`)?.focus(), 0);
    };
    const lines: unknown[] = isBlankShown ? [...texts, value === false ? false : undefined] : texts;
    return (
        <>
            {lines.map((text, i) => {
                const own = pointer && `${pointer}/${i}`;
                const span = spansOf(sheet.spans, own)[0];
                const error = errorOf(form, own) ?? (i === 0 ? errorOf(form, pointer, false) : undefined);
                const isLast = i === texts.length - 1 && !isAdding;
                return (
                    <Line
                        key={i} form={form} name={i ? `${field.path}/${i}` : field.path} pointer={own} span={span}
                        where={i < texts.length || texts.length === 0 ? <Where label={label} value={text === false ? false : (text as string | undefined)} span={span} form={form} /> : null}
                        label={i ? <span className="l" /> : <label className="l" htmlFor={`${id}-0`}>{label}</label>}
                    >
                        <TextEntry field={field} value={text} id={`${id}-${i}`} label={i ? t('check.nth', { field: label, n: i + 1 }) : undefined} error={error} take={(typed) => take(i, typed)} />
                        {isLast && (
                            <button type="button" className="more1" onClick={add} aria-label={t('check.addOne', { field: label })}>
                                <Icon name="plus" small />
                            </button>
                        )}
                        {field.none && texts.length === 0 && <None label={label} value={value} set={(next) => edit({ ...sheet, dealing: write(sheet.dealing, field.path, next) })} />}
                        <Wrong id={`${id}-${i}`} text={error} />
                    </Line>
                );
            })}
        </>
    );
}

function RowsField({ field, form }: FieldProps) {
    const { t } = useTranslation();
    const { sheet, edit } = form;
    const pointer = pointerOf(field.path, sheet.dealing)!;
    const value = at(sheet.dealing, pointer) ?? undefined;
    const rows = Array.isArray(value) ? value : [];
    const label = t(field.label);
    return (
        <>
            <Line
                form={form} name={field.path} pointer={pointer} label={<span className="l">{label}</span>}
                where={rows.length ? null : <Where label={label} value={value} form={form} />}
            >
                <Button className="sm" disabled={value === false} leftSection={<Icon name="plus" small />} onClick={() => edit(withRow(sheet, pointer, {}))}>
                    {t('check.add')}
                    <span className="vh"> {label}</span>
                </Button>
                {field.none && rows.length === 0 && <None label={label} value={value} set={(next) => edit({ ...sheet, dealing: write(sheet.dealing, field.path, next) })} />}
                <Wrong id={pointer} text={errorOf(form, pointer, false)} />
            </Line>
            {rows.map((_, i) => (
                <fieldset key={i} className="subrows">
                    <legend className="row sp">
                        {t('check.nth', { field: label, n: i + 1 })}
                        <Button variant="subtle" className="sm" onClick={() => edit(without(sheet, pointer, i))}>
                            {t('check.remove')}
                            <span className="vh"> {t('check.nth', { field: label, n: i + 1 })}</span>
                        </Button>
                    </legend>
                    {field.fields!.map((inner) => (
                        <FieldRow key={inner.path} field={{ ...inner, path: `${pointer}/${i}/${inner.path}` }} form={form} />
                    ))}
                </fieldset>
            ))}
        </>
    );
}

export function FieldRow(props: FieldProps) {
    const { type } = props.field;
    if (type === 'texts' || type === 'countries') return <TextsField {...props} />;
    return type === 'rows' ? <RowsField {...props} /> : <SingleField {...props} />;
}
