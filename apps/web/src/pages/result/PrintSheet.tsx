// 取引審査票: the result on A4, black on white. Every row with its proofs as notes; versions, the hash of the answer, who
// printed and when. The foot of every page says what it belongs to and its number. Only seen in print.
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { DealingView, State } from '../../api/types';
import { useDateStyle, useWho } from '../../app/who';
import { words } from '../../i18n';
import { day, moment } from '../../parts/dates';
import { sorted } from './Findings';
import { usePageFoot } from './pageMargins';

/** When the page was opened, then when it is printed. */
function usePrintTime(): string {
    const [at, setAt] = useState(() => new Date().toISOString());
    useEffect(() => {
        const look = () => flushSync(() => setAt(new Date().toISOString()));
        window.addEventListener('beforeprint', look);
        return () => window.removeEventListener('beforeprint', look);
    }, []);
    return at;
}

const STATES: State[] = ['present', 'unknown', 'explained'];

export function PrintSheet({ view }: { view: DealingView }) {
    const { t } = useTranslation();
    const who = useWho();
    const style = { ...useDateStyle(), wareki: true };
    const { assessment } = view;
    const printedAt = usePrintTime();
    usePageFoot(t('print.foot', { id: view.id, version: view.version, hash: view.assessment_sha256.slice(0, 16), who: who.user, at: moment(printedAt, style) }));
    let note = 0;
    const notes: string[] = [];
    const rows = STATES.flatMap((state) => sorted(assessment.findings, state).filter((f) => state !== 'unknown' || f.mandatory));
    const rest = (state: State) => assessment.findings.filter((f) => f.state === state && !rows.includes(f)).length;
    return (
        <section className="onlyprint sheet" aria-hidden="true">
            <h2>{t('print.title')}</h2>
            <table>
                <thead>
                    <tr>
                        <th>{t('print.sign')}</th>
                        <th>{t('print.state')}</th>
                        <th>{t('print.severity')}</th>
                        <th>{t('print.proofs')}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows.map((f) => (
                        <tr key={f.indicator}>
                            <td>
                                {f.indicator} {words(f.title)}
                            </td>
                            <td>{t(`state.${f.state}`)}</td>
                            <td>{t(`severity.${f.severity}`)}</td>
                            <td>
                                {f.evidence.map((e) => {
                                    note += 1;
                                    notes.push(`${note}) ${e.text} – ${e.source} ${e.place}${e.sha256 ? ` sha256 ${e.sha256.slice(0, 16)}` : ''}`);
                                    return `${note}) `;
                                })}
                            </td>
                        </tr>
                    ))}
                </tbody>
            </table>
            <p>{t('print.rest', { unknown: rest('unknown'), absent: rest('absent'), na: rest('not_applicable') })}</p>
            <h3>{t('print.notes')}</h3>
            {notes.map((text) => (
                <p key={text}>{text}</p>
            ))}
            <h3>{t('decision.title')}</h3>
            {view.decisions.length === 0 && <p>{t('print.noDecision', { decider: assessment.decider ? t(`role.${assessment.decider}`) : '–' })}</p>}
            {view.decisions.map((d) => (
                <p key={d.at}>
                    {moment(d.at, style)} {t(`decision.done.${d.decision}`)} {d.by}: {d.reason}
                </p>
            ))}
            <h3>{t('result.versions')}</h3>
            <p>
                {t('result.judgedOn')} {day(assessment.date, style)} · {t('result.rules')} {assessment.rules_version} · {t('result.levels')} {assessment.levels_version} ·{' '}
                {assessment.lists.map((l) => `${l.list} ${l.edition ?? t('lists.undated')}`).join(', ')}
            </p>
            <p className="hash">
                {t('print.hash')} <span className="mono">sha256 {view.assessment_sha256}</span>
            </p>
            <p className="printedby">{t('print.by', { who: who.user, at: moment(printedAt, style), id: view.id, version: view.version })}</p>
        </section>
    );
}
