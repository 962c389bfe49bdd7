// Two names set beside each other part by part: what was asked, why it counts, what the entry says, the weight. The
// weights add up to the score. Parts that differ are dashed; the same content as a table for screen readers.
import { useTranslation } from 'react-i18next';
import type { ExplainPart, Hit } from '../api/types';
import { StateIcon } from './Level';
import './aligned.css';

const SAME = new Set(['exact', 'variant', 'joined', 'order', 'numeric', 'identifier', 'birth_date', 'country']);

/** The language of a run of text by its script, so that glyphs and voices are right. */
export function langOf(text: string): string | undefined {
    if (/[\u3040-\u30ff]/.test(text)) return 'ja';
    if (/[\uac00-\ud7af]/.test(text)) return 'ko';
    if (/[\u0400-\u04ff]/.test(text)) return 'ru';
    if (/[\u0600-\u06ff]/.test(text)) return 'ar';
    if (/^[\u0000-\u024f\s]+$/.test(text)) return 'en';
    return undefined;
}

function Pair({ part }: { part: ExplainPart }) {
    const { t } = useTranslation();
    return (
        <span className={SAME.has(part.reason) ? 'pair' : 'pair diff'}>
            <span className="a" lang={langOf(part.query)}>
                {part.query || '–'}
            </span>
            <span className="w">{t(`reason.${part.reason}`)}</span>
            <span className="c" lang={langOf(part.entry)}>
                {part.entry || '–'}
            </span>
            <span className="v">{part.weight.toFixed(2)}</span>
        </span>
    );
}

export function Aligned({ parts }: { parts: ExplainPart[] }) {
    const { t } = useTranslation();
    return (
        <>
            <div className="align" aria-hidden="true">
                {parts.map((part, i) => (
                    <Pair key={i} part={part} />
                ))}
            </div>
            <div className="vh">
            <table>
                <caption>{t('aligned.caption')}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t('aligned.query')}</th>
                        <th scope="col">{t('aligned.reason')}</th>
                        <th scope="col">{t('aligned.entry')}</th>
                        <th scope="col">{t('aligned.weight')}</th>
                    </tr>
                </thead>
                <tbody>
                    {parts.map((part, i) => (
                        <tr key={i}>
                            <td>{part.query || t('aligned.nothing')}</td>
                            <td>{t(`reason.${part.reason}`)}</td>
                            <td>{part.entry || t('aligned.nothing')}</td>
                            <td>{part.weight.toFixed(2)}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
            </div>
        </>
    );
}

export function Score({ hit }: { hit: Pick<Hit, 'score' | 'decision'> }) {
    const { t } = useTranslation();
    return (
        <div>
            <div className="score">{hit.score.toFixed(2)}</div>
            <span className="dec">
                <StateIcon state={hit.decision === 'match' ? 'present' : 'unknown'} silent small />
                {t(`decisionWord.${hit.decision}`)}
            </span>
        </div>
    );
}
