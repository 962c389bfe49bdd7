// The form of a kind: the first sheet in reading order, then every party in its roles, every item, and the other fields.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Party, PartyRole } from '../../api/types';
import { langOf } from '../../parts/Aligned';
import { itemsOf, partiesOf, rolesOf, textOf } from '../../parts/dealing';
import { Icon } from '../../parts/Icon';
import { put } from '../../parts/pointer';
import { SetOfChoices } from './Entry';
import { FieldRow, type FormContext } from './FieldRow';
import { FORMS, type Field, type KindForm } from './fields';
import { pointerOf, read, withRow, without } from './sheet';

interface Props {
    form: FormContext;
    kind: string;
}

function Rows({ fields, form }: { fields: Field[]; form: FormContext }) {
    return (
        <>
            {fields.map((field) => (
                <FieldRow key={field.path} field={field} form={form} />
            ))}
        </>
    );
}

/** What one asks of every party and item first. */
const FIRST = ['name', 'country', 'kind', 'model', 'quantity', 'unit'];

/** The fields that are known or asked first, the others in a fold. Which is which stays while one types. */
function FoldedRows({ fields, form }: { fields: Field[]; form: FormContext }) {
    const { t } = useTranslation();
    const isKnown = (field: Field) => FIRST.includes(field.path.split('/')[3]!) || read(form.sheet.dealing, field.path) !== undefined;
    const [known] = useState(() => new Set(fields.filter(isKnown).map((field) => field.path)));
    const rest = fields.filter((field) => !known.has(field.path));
    return (
        <>
            <Rows fields={fields.filter((field) => known.has(field.path))} form={form} />
            {rest.length > 0 && (
                <details className="rest">
                    <summary>{t('check.rest', { count: rest.length })}</summary>
                    <Rows fields={rest} form={form} />
                </details>
            )}
        </>
    );
}

/** A row was added: its first field takes the focus. */
function focusOn(pointer: string): void {
    window.setTimeout(() => document.querySelector<HTMLElement>(`[data-pointer="${pointer}"] input`)?.focus(), 0);
}

/** The fields of a row but those that the first sheet shows. */
function others(fields: readonly Field[], place: string, shape: KindForm, form: FormContext): Field[] {
    const shown = new Set(shape.main.map((field) => pointerOf(field.path, form.sheet.dealing)));
    return fields.map((field) => ({ ...field, path: `${place}/${field.path}` })).filter((field) => !shown.has(field.path));
}

function Roles({ party, index, shape, form }: { party: Party; index: number; shape: KindForm; form: FormContext }) {
    const { t } = useTranslation();
    const { sheet, edit } = form;
    const roles = rolesOf(party);
    const set = (value: unknown) => {
        const chosen = value as PartyRole[] | undefined;
        if (!chosen) return;
        edit({ ...sheet, dealing: put(sheet.dealing, `/parties/${index}/role`, chosen.length === 1 ? chosen[0] : chosen) });
    };
    const field: Field = { path: '', label: 'party.role', type: 'set', choices: [...new Set([...shape.roles, ...roles])], set: 'partyRole' };
    return (
        <div className="ex">
            <span className="l">{t('party.role')}</span>
            <span className="v">
                <SetOfChoices field={field} value={roles} set={set} label={t('check.rolesOf', { name: textOf(party.name) || t('result.noName') })} />
            </span>
        </div>
    );
}

function PartySection({ party, index, shape, form }: { party: Party; index: number; shape: KindForm; form: FormContext }) {
    const { t } = useTranslation();
    const { sheet, edit } = form;
    const place = `/parties/${index}`;
    const fields = others(shape.party, place, shape, form);
    const name = textOf(party.name);
    const roles = rolesOf(party).map((role) => t(`partyRole.${role}`)).join(t('common.comma'));
    const isInMain = fields.length < shape.party.length;
    const isOnly = rolesOf(party).includes('orderer') && partiesOf(sheet.dealing).filter((other) => rolesOf(other).includes('orderer')).length === 1;
    return (
        <details className="part" open={!isInMain || undefined}>
            <summary>
                {roles} {name && <b lang={langOf(name)}>{name}</b>}
            </summary>
            <Roles party={party} index={index} shape={shape} form={form} />
            <FoldedRows key={`${partiesOf(sheet.dealing).length} ${place}`} fields={fields} form={form} />
            {!isOnly && (
                <div className="pad">
                    <Button className="sm" onClick={() => edit(without(sheet, '/parties', index))}>
                        {t('check.removeParty')}
                        <span className="vh"> {name || roles}</span>
                    </Button>
                </div>
            )}
        </details>
    );
}

function Parties({ form, shape }: { form: FormContext; shape: KindForm }) {
    const { t } = useTranslation();
    const { sheet, edit } = form;
    const parties = partiesOf(sheet.dealing);
    return (
        <section aria-labelledby="parties">
            <h3 className="fgrp" id="parties">
                {t('check.parties', { count: parties.length })}
            </h3>
            {parties.map((party, i) => (
                <PartySection key={i} party={party} index={i} shape={shape} form={form} />
            ))}
            <div className="pad row wrap addbar">
                <span className="sm dim">{t('check.addParty')}</span>
                {shape.roles.map((role) => (
                    <Button key={role} className="sm" leftSection={<Icon name="plus" small />} onClick={() => { edit(withRow(sheet, '/parties', { role, schema: 'Company' })); focusOn(`/parties/${parties.length}/name`); }}>
                        {t(`partyRole.${role}`)}
                    </Button>
                ))}
            </div>
        </section>
    );
}

function Items({ form, shape }: { form: FormContext; shape: KindForm }) {
    const { t } = useTranslation();
    const { sheet, edit } = form;
    const items = itemsOf(sheet.dealing);
    return (
        <section aria-labelledby="items">
            <h3 className="fgrp" id="items">
                {t('check.items', { count: items.length })}
            </h3>
            {items.map((item, i) => {
                const name = [textOf(item.name), textOf(item.model)].filter(Boolean).join(' ');
                return (
                    <details key={i} className="part" open={i > 0 || undefined}>
                        <summary>
                            {t('check.nth', { field: t('field.item'), n: i + 1 })} {name && <b lang={langOf(name)}>{name}</b>}
                        </summary>
                        <FoldedRows key={items.length} fields={others(shape.item, `/items/${i}`, shape, form)} form={form} />
                        <div className="pad">
                            <Button className="sm" onClick={() => edit(without(sheet, '/items', i))}>
                                {t('check.removeItem')}
                                <span className="vh"> {name || t('check.nth', { field: t('field.item'), n: i + 1 })}</span>
                            </Button>
                        </div>
                    </details>
                );
            })}
            <div className="pad addbar">
                <Button className="sm" leftSection={<Icon name="plus" small />} onClick={() => { edit(withRow(sheet, '/items', {})); focusOn(`/items/${items.length}/name`); }}>
                    {t('check.addItem')}
                </Button>
            </div>
        </section>
    );
}

export function Form({ form, kind }: Props) {
    const { t } = useTranslation();
    const shape = FORMS[kind]!;
    return (
        <>
            <Rows fields={shape.main} form={form} />
            <Items form={form} shape={shape} />
            <Parties form={form} shape={shape} />
            {(['order', 'dealing'] as const).map((id) => (
                <details key={id} className="part">
                    <summary>{t(`check.group.${id}`)}</summary>
                    <Rows fields={shape[id]} form={form} />
                </details>
            ))}
        </>
    );
}
