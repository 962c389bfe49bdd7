// The facts that a rule asked for, as they were known; hits of names are shown as aligned names instead.
import { useTranslation } from 'react-i18next';
import type { Tagged } from '../../api/client';
import type { DealingView, Finding } from '../../api/types';
import { HitRow, type FactHit } from './HitRow';

export function valueText(value: unknown, t: (key: string) => string): string {
    if (value === null || value === undefined) return t('state.unknown');
    if (value === true) return t('choice.flag.true');
    if (value === false) return t('choice.flag.false');
    if (Array.isArray(value)) return value.length ? value.map((v) => valueText(v, t)).join(' ; ') : t('fact.none');
    if (typeof value === 'object')
        return Object.entries(value as Record<string, unknown>)
            .map(([key, v]) => `${key}: ${valueText(v, t)}`)
            .join(', ');
    return String(value);
}

export function hitsOf(finding: Finding): FactHit[] {
    const hits = finding.facts['screening.hits'];
    return Array.isArray(hits) ? (hits as FactHit[]) : [];
}

export function Facts({ finding, view }: { finding: Finding; view: Tagged<DealingView> }) {
    const { t } = useTranslation();
    const hits = hitsOf(finding);
    const rows = Object.entries(finding.facts).filter(([name]) => name !== 'screening.hits');
    return (
        <>
            {hits.length > 0 && (
                <ul className="hits">
                    {hits.map((hit) => (
                        <HitRow key={`${hit.party} ${hit.list} ${hit.entry}`} hit={hit} view={view} />
                    ))}
                </ul>
            )}
            {rows.length > 0 && (
                <details className="rule">
                    <summary>{t('finding.facts')}</summary>
                    <dl className="kv facts">
                        {rows.map(([name, value]) => (
                            <div key={name} style={{ display: 'contents' }}>
                                <dt className="mono">{name}</dt>
                                <dd>{valueText(value, t)}</dd>
                            </div>
                        ))}
                    </dl>
                </details>
            )}
        </>
    );
}
