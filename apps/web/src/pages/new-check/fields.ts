// The form of a kind as a table: one row a field. A field of the first sheet may begin with "@role": the party of that role is
// found or made. Fields of a party or an item are named from there. `none: true`: "there is none" is an answer of its own
// (false), other than an empty field (nobody knows).
import type { Dealing, PartyRole } from '../../api/types';

export type FieldType = 'text' | 'long' | 'texts' | 'number' | 'day' | 'partial_day' | 'country' | 'countries' | 'choice' | 'flag' | 'set' | 'rows';

export interface Field {
    path: string;
    label: string;
    type: FieldType;
    none?: boolean;
    choices?: readonly string[];
    /** Where the words of the choices stand in the texts (Entry.tsx). */
    set?: string;
    /** What one row of `rows` has, named from the row. */
    fields?: readonly Field[];
}

export interface KindForm {
    /** What stands in the first list, in the order in which one reads an inquiry. */
    main: Field[];
    dealing: Field[];
    party: Field[];
    item: Field[];
    order: Field[];
    roles: PartyRole[];
    start: Dealing;
}

const PARTY_KINDS = [
    'manufacturer', 'trading_house', 'retailer', 'service', 'forwarder', 'logistics', 'mail_centre', 'bank', 'fund', 'university',
    'institute', 'school', 'hospital', 'airline', 'state_body', 'police', 'military', 'association', 'other',
] as const;
const SCHEMATA = ['Company', 'Organization', 'PublicBody', 'Person'] as const;
const TERMS = ['cash', 'advance', 'lc', 'open_account', 'crypto', 'third_party'] as const;
const CLASSES = ['listed', 'not_listed', 'exempt'] as const;
const SENSITIVITY = ['S0', 'S1', 'S2', 'S3'] as const;
const USES = ['nuclear', 'chemical', 'biological', 'missile', 'conventional'] as const;

const PARTY: Field[] = [
    { path: 'name', label: 'field.name', type: 'text' },
    { path: 'names', label: 'field.names', type: 'texts' },
    { path: 'schema', label: 'field.schema', type: 'choice', choices: SCHEMATA, set: 'schema' },
    { path: 'country', label: 'field.country', type: 'country' },
    { path: 'kind', label: 'field.partyKind', type: 'choice', choices: PARTY_KINDS, set: 'partyKind' },
    { path: 'business', label: 'field.business', type: 'text' },
    { path: 'website', label: 'field.website', type: 'text', none: true },
    { path: 'emails', label: 'field.emails', type: 'texts', none: true },
    { path: 'phones', label: 'field.phones', type: 'texts', none: true },
    { path: 'addresses', label: 'field.addresses', type: 'texts', none: true },
    { path: 'registered', label: 'field.registered', type: 'flag' },
    { path: 'incorporated_on', label: 'field.incorporatedOn', type: 'partial_day' },
    { path: 'birth_date', label: 'field.birthDate', type: 'partial_day' },
    { path: 'directors', label: 'field.directors', type: 'texts' },
    {
        path: 'accounts', label: 'field.accounts', type: 'rows', none: true,
        fields: [
            { path: 'number', label: 'field.accountNumber', type: 'text' },
            { path: 'bank', label: 'field.bank', type: 'text' },
            { path: 'country', label: 'field.country', type: 'country' },
        ],
    },
    {
        path: 'identifiers', label: 'field.identifiers', type: 'rows',
        fields: [
            { path: 'kind', label: 'field.identifierKind', type: 'text' },
            { path: 'value', label: 'field.value', type: 'text' },
        ],
    },
];

const ITEM: Field[] = [
    { path: 'name', label: 'field.item', type: 'text' },
    { path: 'model', label: 'field.model', type: 'text' },
    { path: 'quantity', label: 'field.quantity', type: 'number' },
    { path: 'unit', label: 'field.unit', type: 'text' },
    { path: 'category', label: 'field.category', type: 'text' },
    { path: 'specification', label: 'field.specification', type: 'long' },
    { path: 'hs_code', label: 'field.hsCode', type: 'text' },
    { path: 'classification', label: 'field.classification', type: 'choice', choices: CLASSES, set: 'classification', none: true },
    { path: 'classified_on', label: 'field.classifiedOn', type: 'day' },
    { path: 'possible_uses', label: 'field.possibleUses', type: 'set', choices: USES, set: 'uses', none: true },
    { path: 'price/amount', label: 'field.price', type: 'text' },
    { path: 'price/currency', label: 'field.currency', type: 'text' },
    { path: 'list_price/amount', label: 'field.listPrice', type: 'text' },
    { path: 'list_price/currency', label: 'field.currency', type: 'text' },
    { path: 'made_in', label: 'field.madeIn', type: 'country' },
    { path: 'key_technology', label: 'field.keyTechnology', type: 'text', none: true },
];

const of = (fields: readonly Field[], place: string, names: readonly string[]): Field[] =>
    names.map((name) => fields.find((field) => field.path === name)!).map((field) => ({ ...field, path: `${place}/${field.path}` }));

const PROCUREMENT: KindForm = {
    main: [
        { ...of(PARTY, '@orderer', ['name'])[0]!, label: 'field.orderer' },
        ...of(PARTY, '@orderer', ['country', 'phones', 'emails']),
        { ...of(PARTY, '@end_user', ['name'])[0]!, label: 'field.endUser' },
        ...of(ITEM, '/items/0', ['name', 'model', 'quantity']),
        { path: '/order/use/statement', label: 'field.use', type: 'long', none: true },
        { path: '/shipment/destination', label: 'field.destination', type: 'country' },
        { path: '/payment/terms', label: 'field.terms', type: 'choice', choices: TERMS, set: 'terms' },
        { path: '/order/site', label: 'field.site', type: 'text', none: true },
        ...of(ITEM, '/items/0', ['classification', 'classified_on']),
        { path: '/asset/name', label: 'field.asset', type: 'text' },
        { path: '/asset/sensitivity', label: 'field.sensitivity', type: 'choice', choices: SENSITIVITY, set: 'sensitivity' },
    ],
    dealing: [
        { path: '/title', label: 'field.title', type: 'text' },
        { path: '/date', label: 'field.date', type: 'day' },
        { path: '/department', label: 'field.department', type: 'text' },
    ],
    party: PARTY,
    item: ITEM,
    order: [
        { path: '/order/services_declined', label: 'field.servicesDeclined', type: 'texts', none: true },
        { path: '/order/secrecy_requests', label: 'field.secrecy', type: 'texts', none: true },
        { path: '/order/delivery_country', label: 'field.deliveryCountry', type: 'country' },
        { path: '/payment/bank_country', label: 'field.bankCountry', type: 'country' },
        { path: '/payment/currency', label: 'field.currency', type: 'text' },
        { path: '/shipment/ship_date', label: 'field.shipDate', type: 'day' },
        { path: '/shipment/route', label: 'field.route', type: 'countries', none: true },
        { path: '/shipment/packing_request', label: 'field.packing', type: 'text', none: true },
        {
            path: '/licences', label: 'field.licences', type: 'rows', none: true,
            fields: [
                { path: 'kind', label: 'field.licenceKind', type: 'choice', choices: ['individual', 'bulk', 'exception'], set: 'licence' },
                { path: 'number', label: 'field.number', type: 'text' },
                { path: 'covers', label: 'field.covers', type: 'texts' },
                { path: 'destination', label: 'field.destination', type: 'country' },
                { path: 'on', label: 'field.grantedOn', type: 'day' },
                { path: 'expires', label: 'field.expires', type: 'day' },
            ],
        },
        {
            path: '/notices', label: 'field.notices', type: 'rows', none: true,
            fields: [
                { path: 'authority', label: 'field.authority', type: 'text' },
                { path: 'date', label: 'field.noticeDate', type: 'day' },
                { path: 'kind', label: 'field.noticeKind', type: 'choice', choices: ['inform', 'warning'], set: 'notice' },
                { path: 'covers', label: 'field.covers', type: 'texts' },
            ],
        },
    ],
    roles: ['orderer', 'end_user', 'consignee', 'payer', 'forwarder', 'agent', 'bank'],
    start: { kind: 'procurement', parties: [{ role: 'orderer', schema: 'Company' }] },
};

export const FORMS: Record<string, KindForm> = { procurement: PROCUREMENT };
