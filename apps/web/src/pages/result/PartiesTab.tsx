// The parties of the dealing with their contacts, and each hit on a list with its aligned names.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Tagged } from '../../api/client';
import type { DealingView, Party } from '../../api/types';
import { may, useWho } from '../../app/who';
import { langOf } from '../../parts/Aligned';
import { partiesOf, rolesOf } from '../../parts/dealing';
import { hitsOf, valueText } from './Facts';
import { HitRow } from './HitRow';

const SHOWN = {
    names: 'field.names', kind: 'field.partyKind', business: 'field.business', website: 'field.website', emails: 'field.emails', phones: 'field.phones',
    addresses: 'field.addresses', accounts: 'field.accounts', identifiers: 'field.identifiers', registered: 'field.registered', incorporated_on: 'field.incorporatedOn',
} as const;
const NAMES = Object.keys(SHOWN) as (keyof typeof SHOWN)[];

function PartyCard({ party, index, view }: { party: Party; index: number; view: Tagged<DealingView> }) {
    const { t } = useTranslation();
    const who = useWho();
    const hits = view.assessment.findings.filter((f) => f.indicator === 'PRC-01' || f.indicator === 'PRC-24').flatMap(hitsOf).filter((hit) => hit.party === `/parties/${index}`);
    const unique = hits.filter((hit, i) => hits.findIndex((other) => other.list === hit.list && other.entry === hit.entry) === i);
    return (
        <li className="q">
            <div className="row wrap">
                {rolesOf(party).map((role) => (
                    <span key={role} className="tag s">
                        {t(`partyRole.${role}`)}
                    </span>
                ))}
                <b lang={party.name ? langOf(party.name) : undefined}>{party.name || t('result.noName')}</b>
                {party.country && <span className="dim">{party.country}</span>}
                {party.name && may(who, 'screen.r') && (
                    <Link className="sm" to={`/parties?q=${encodeURIComponent(party.name)}`}>
                        {t('result.openParty')}
                    </Link>
                )}
            </div>
            <dl className="kv facts">
                {NAMES.filter((name) => party[name] !== undefined && party[name] !== null).map((name) => (
                    <div key={name} style={{ display: 'contents' }}>
                        <dt>{t(SHOWN[name])}</dt>
                        <dd>{name === 'kind' && party.kind ? t(`choice.partyKind.${String(party[name])}`) : valueText(party[name], t)}</dd>
                    </div>
                ))}
            </dl>
            {unique.length > 0 ? (
                <ul className="hits">
                    {unique.map((hit) => (
                        <HitRow key={`${hit.list} ${hit.entry}`} hit={hit} view={view} />
                    ))}
                </ul>
            ) : (
                <p className="sm dim">{party.name ? t('result.noHit', { count: view.assessment.lists.length }) : t('result.notScreened')}</p>
            )}
        </li>
    );
}

export function PartiesTab({ view }: { view: Tagged<DealingView> }) {
    return (
        <ul>
            {partiesOf(view.dealing).map((party, i) => (
                <PartyCard key={i} party={party} index={i} view={view} />
            ))}
        </ul>
    );
}
