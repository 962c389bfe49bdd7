// The form of a kind as a table: one row a field. A field of a party begins with "@role": the party of that role is found
// or made. `none: true`: "there is none" is an answer of its own (false), other than an empty field (nobody knows).
import type { Dealing, PartyRole } from '../../api/types';
import { partiesOf, rolesOf } from '../../parts/dealing';
import { at, put } from '../../parts/pointer';

export type FieldType = 'text' | 'long' | 'texts' | 'number' | 'day' | 'country' | 'choice' | 'flag';

export interface Field {
    path: string;
    label: string;
    type: FieldType;
    none?: boolean;
    choices?: readonly string[];
    /** How a choice is written in the texts: choice.<set>.<value>. */
    set?: string;
    /** Numbers and texts that stand beside each other in one row. */
    hint?: string;
}

export interface FieldGroup {
    id: string;
    role?: PartyRole;
    fields: Field[];
}

export const PARTY_KINDS = [
    'manufacturer', 'trading_house', 'retailer', 'service', 'forwarder', 'logistics', 'mail_centre', 'bank', 'fund', 'university',
    'institute', 'school', 'hospital', 'airline', 'state_body', 'police', 'military', 'association', 'other',
] as const;
const TERMS = ['cash', 'advance', 'lc', 'open_account', 'crypto', 'third_party'] as const;
const CLASSES = ['listed', 'not_listed', 'exempt'] as const;
const SENSITIVITY = ['S0', 'S1', 'S2', 'S3'] as const;

/** What stands in the first list, in the order in which one reads an inquiry. */
const PROCUREMENT_MAIN: Field[] = [
    { path: '@orderer/name', label: 'field.orderer', type: 'text' },
    { path: '@orderer/country', label: 'field.country', type: 'country' },
    { path: '@orderer/phones', label: 'field.phones', type: 'texts' },
    { path: '@orderer/emails', label: 'field.emails', type: 'texts' },
    { path: '@end_user/name', label: 'field.endUser', type: 'text' },
    { path: '/items/0/name', label: 'field.item', type: 'text' },
    { path: '/items/0/model', label: 'field.model', type: 'text' },
    { path: '/items/0/quantity', label: 'field.quantity', type: 'number' },
    { path: '/order/use/statement', label: 'field.use', type: 'long', none: true },
    { path: '/shipment/destination', label: 'field.destination', type: 'country' },
    { path: '/payment/terms', label: 'field.terms', type: 'choice', choices: TERMS, set: 'terms' },
    { path: '/order/site', label: 'field.site', type: 'text', none: true },
    { path: '/items/0/classification', label: 'field.classification', type: 'choice', choices: CLASSES, set: 'classification', none: true },
    { path: '/items/0/classified_on', label: 'field.classifiedOn', type: 'day' },
    { path: '/asset/name', label: 'field.asset', type: 'text' },
    { path: '/asset/sensitivity', label: 'field.sensitivity', type: 'choice', choices: SENSITIVITY, set: 'sensitivity' },
];

const partyFields = (role: string, skip: readonly string[] = []): Field[] =>
    (
        [
            { path: 'name', label: 'field.name', type: 'text' },
            { path: 'names', label: 'field.names', type: 'texts' },
            { path: 'country', label: 'field.country', type: 'country' },
            { path: 'kind', label: 'field.partyKind', type: 'choice', choices: PARTY_KINDS, set: 'partyKind' },
            { path: 'business', label: 'field.business', type: 'text' },
            { path: 'website', label: 'field.website', type: 'text', none: true },
            { path: 'emails', label: 'field.emails', type: 'texts' },
            { path: 'phones', label: 'field.phones', type: 'texts' },
            { path: 'addresses', label: 'field.addresses', type: 'texts' },
            { path: 'registered', label: 'field.registered', type: 'flag' },
            { path: 'incorporated_on', label: 'field.incorporatedOn', type: 'day' },
        ] as Field[]
    )
        .filter((field) => !skip.includes(field.path))
        .map((field) => ({ ...field, path: `@${role}/${field.path}` }));

const PROCUREMENT_MORE: FieldGroup[] = [
    {
        id: 'dealing',
        fields: [
            { path: '/title', label: 'field.title', type: 'text' },
            { path: '/date', label: 'field.date', type: 'day' },
            { path: '/department', label: 'field.department', type: 'text' },
        ],
    },
    { id: 'orderer', role: 'orderer', fields: partyFields('orderer', ['name', 'country', 'phones', 'emails']) },
    { id: 'end_user', role: 'end_user', fields: partyFields('end_user', ['name']) },
    ...['consignee', 'payer', 'forwarder', 'agent', 'bank'].map((role) => ({ id: role, role, fields: partyFields(role) })),
    {
        id: 'item',
        fields: [
            { path: '/items/0/unit', label: 'field.unit', type: 'text' },
            { path: '/items/0/hs_code', label: 'field.hsCode', type: 'text' },
            { path: '/items/0/price/amount', label: 'field.price', type: 'text' },
            { path: '/items/0/price/currency', label: 'field.currency', type: 'text' },
            { path: '/items/0/list_price/amount', label: 'field.listPrice', type: 'text' },
            { path: '/items/0/list_price/currency', label: 'field.currency', type: 'text' },
            { path: '/items/0/made_in', label: 'field.madeIn', type: 'country' },
        ],
    },
    {
        id: 'order',
        fields: [
            { path: '/order/services_declined', label: 'field.servicesDeclined', type: 'texts', none: true },
            { path: '/order/secrecy_requests', label: 'field.secrecy', type: 'texts', none: true },
            { path: '/order/delivery_country', label: 'field.deliveryCountry', type: 'country' },
            { path: '/payment/bank_country', label: 'field.bankCountry', type: 'country' },
            { path: '/payment/currency', label: 'field.currency', type: 'text' },
            { path: '/shipment/ship_date', label: 'field.shipDate', type: 'day' },
            { path: '/shipment/route', label: 'field.route', type: 'texts', hint: 'form.countryCodes' },
            { path: '/shipment/packing_request', label: 'field.packing', type: 'text', none: true },
        ],
    },
] as FieldGroup[];

export interface KindForm {
    main: Field[];
    more: FieldGroup[];
    start: Dealing;
}

export const FORMS: Record<string, KindForm> = {
    procurement: {
        main: PROCUREMENT_MAIN,
        more: PROCUREMENT_MORE,
        start: { kind: 'procurement', parties: [{ role: 'orderer', schema: 'Company' }] },
    },
};

/** "@end_user/name" as a pointer into this dealing; null if no party has the role. */
export function pointerOf(path: string, dealing: Dealing): string | null {
    if (!path.startsWith('@')) return path;
    const [role, ...rest] = path.slice(1).split('/');
    const index = partiesOf(dealing).findIndex((party) => rolesOf(party).includes(role as PartyRole));
    return index < 0 ? null : `/parties/${index}/${rest.join('/')}`;
}

export function read(dealing: Dealing, path: string): unknown {
    const pointer = pointerOf(path, dealing);
    return pointer === null ? undefined : at(dealing, pointer);
}

/** Everything after the list of parties changes as soon as a party of that role is needed. */
export function write(dealing: Dealing, path: string, value: unknown): Dealing {
    const pointer = pointerOf(path, dealing);
    if (pointer !== null) return put(dealing, pointer, value);
    if (value === undefined) return dealing;
    const role = path.slice(1).split('/')[0] as PartyRole;
    const made: Dealing = { ...dealing, parties: [...partiesOf(dealing), { role, schema: 'Company' }] };
    return put(made, pointerOf(path, made)!, value);
}

/** What leaves the form: parties of which nothing is known but the role go, except one the order rests on. */
export function tidied(dealing: Dealing): Dealing {
    const parties = partiesOf(dealing).filter(
        (party) => rolesOf(party).includes('orderer') || Object.keys(party).some((key) => !['role', 'schema', 'key'].includes(key)),
    );
    return { ...dealing, parties };
}

/** Fields of the form that nobody has filled. */
export function openFields(dealing: Dealing, fields: Field[]): number {
    return fields.filter((field) => read(dealing, field.path) === undefined).length;
}
