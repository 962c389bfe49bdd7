// The signs in their fixed order: present, unknown (mandatory first), explained, absent, not applicable. Each opens to its
// evidence, the facts it rests on and its rule; what may be answered has a button.
import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tagged } from '../../api/client';
import type { DealingView, Evidence, Finding, State } from '../../api/types';
import { useDateStyle } from '../../app/who';
import { words } from '../../i18n';
import { CopyButton } from '../../parts/Copy';
import { moment } from '../../parts/dates';
import { answerOf } from '../../parts/dealing';
import { Icon } from '../../parts/Icon';
import { SeverityMark, StateIcon } from '../../parts/Level';
import { AnswerDialog } from './AnswerDialog';
import { Facts } from './Facts';

const OPEN_ORDER: State[] = ['present', 'unknown', 'explained', 'absent', 'not_applicable'];

export function sorted(findings: Finding[], state: State): Finding[] {
    const rank = { critical: 0, high: 1, medium: 2 };
    return findings
        .filter((f) => f.state === state)
        .sort((a, b) => Number(!!b.mandatory) - Number(!!a.mandatory) || rank[a.severity] - rank[b.severity] || a.indicator.localeCompare(b.indicator));
}

/** What an answer may say, DEALING section 1. */
export function answerStates(finding: Finding): State[] {
    if (finding.state === 'present') return finding.stop === 'legal' || finding.stop === 'danger' ? [] : ['explained'];
    return finding.state === 'unknown' ? ['present', 'absent', 'not_applicable'] : ['present', 'absent', 'unknown', 'not_applicable'];
}

function placeText(place: string, t: TFunction): string {
    const party = /^\/parties\/(\d+)(\/.*)?$/.exec(place);
    return party ? t('finding.partyPlace', { n: Number(party[1]) + 1, rest: party[2] ?? '' }) : place;
}

function EvidenceTable({ evidence, title }: { evidence: Evidence[]; title: string }) {
    const { t } = useTranslation();
    return (
        <table>
            <caption className="vh">{title}</caption>
            <thead>
                <tr>
                    <th scope="col">{t('finding.evidence')}</th>
                    <th scope="col">{t('finding.place')}</th>
                    <th scope="col">{t('finding.hash')}</th>
                </tr>
            </thead>
            <tbody>
                {evidence.map((row, i) => (
                    <tr key={i}>
                        <td>
                            <mark className="pre">{row.text}</mark>
                        </td>
                        <td>
                            {t(`evidenceSource.${row.source}`, { defaultValue: row.source })}
                            <br />
                            <span className="dim">{placeText(row.place, t)}</span>
                        </td>
                        <td>
                            {row.sha256 && (
                                <span className="row wrap">
                                    <span className="mono">{row.sha256.slice(0, 12)}…</span>
                                    <CopyButton text={row.sha256} label={t('finding.copyHash')} />
                                </span>
                            )}
                        </td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

interface RowProps {
    finding: Finding;
    view: Tagged<DealingView>;
    /** Opens the dialog: it stands above the rows, because an answer moves its row to another group. */
    answer: (indicator: string) => void;
}

function Open({ finding, view, answer: open }: RowProps) {
    const { t } = useTranslation();
    const style = useDateStyle();
    const states = answerStates(finding);
    const answer = answerOf(finding.indicator, view.answers, view.dealing);
    const canAnswer = view.can_write && states.length > 0;
    return (
        <div className="ev">
            {finding.evidence.length > 0 && <EvidenceTable evidence={finding.evidence} title={words(finding.title)} />}
            <Facts finding={finding} view={view} />
            {answer && (
                <div className="rule">
                    <b>{t('finding.answered', { state: t(`state.${answer.state}`), who: answer.by || '–', at: answer.at ? moment(answer.at, style) : '' })}</b>
                    {answer.note && <p className="pre">{answer.note}</p>}
                    {answer.evidence.map((proof) => (
                        <p key={proof} className="dim">
                            {t('finding.proof')}: {proof}
                        </p>
                    ))}
                </div>
            )}
            {finding.question && finding.state !== 'absent' && (
                <div className="rule">
                    <span className="tag s">{t(`question.to.${finding.question.to}`)}</span> {words(finding.question)}
                </div>
            )}
            <div className="rule">
                {t('finding.rule')}: {words(finding.title)}
                <br />
                <span className="dim">
                    <span className="mono">{finding.rule}</span> · {t('finding.ruleVersion')} <span className="mono">{finding.rule_version}</span>
                </span>
                {finding.basis.map((basis) => (
                    <p key={basis} className="dim">
                        {t('finding.basis')}: {basis}
                    </p>
                ))}
            </div>
            {canAnswer && (
                <div className="rule row">
                    <Button className="sm" onClick={() => open(finding.indicator)}>
                        {finding.state === 'present' ? t('finding.explain') : t('finding.answer')}
                    </Button>
                </div>
            )}
            {finding.state === 'present' && states.length === 0 && <p className="rule">{t('finding.cannotExplain')}</p>}
        </div>
    );
}

function FindingRow({ finding, view, answer, isOpenFirst = false }: RowProps & { isOpenFirst?: boolean }) {
    const { t } = useTranslation();
    const [isOpen, setOpen] = useState(isOpenFirst);
    const group = t(`group.${finding.group}`, { defaultValue: '' });
    const says = finding.state === 'unknown' && finding.question ? t(`finding.ask.${finding.question.to}`) : finding.evidence[0]?.text;
    return (
        <li className="find" data-open={isOpen || undefined}>
            <button type="button" className="h" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
                <StateIcon state={finding.state} />
                <span className="mono dim">{finding.indicator}</span>
                <span className="t">
                    {words(finding.title)} {finding.mandatory && <span className="tag">{t('finding.mandatory')}</span>}
                    <span className="sub">{[group, says].filter(Boolean).join(' · ')}</span>
                </span>
                <SeverityMark severity={finding.severity} />
                <span className="sm dim nw">{finding.evidence.length ? t('finding.proofs', { count: finding.evidence.length }) : finding.state === 'unknown' && finding.question ? t('finding.questions', { count: 1 }) : ''}</span>
                <Icon name={isOpen ? 'down' : 'right'} small />
            </button>
            {isOpen && <Open finding={finding} view={view} answer={answer} />}
        </li>
    );
}

function Folded({ state, findings, text, ...row }: { state: string; findings: Finding[]; text?: string } & Omit<RowProps, 'finding'>) {
    const { t } = useTranslation();
    if (findings.length === 0) return null;
    return (
        <details className="fold">
            <summary className="fgrp">
                {t(`finding.group.${state}`)} {findings.length}
                {text && <span className="dim">{text}</span>}
            </summary>
            <ul>
                {findings.map((f) => (
                    <FindingRow key={f.indicator} finding={f} {...row} />
                ))}
            </ul>
        </details>
    );
}

export function Findings({ view }: { view: Tagged<DealingView> }) {
    const { t } = useTranslation();
    const [answering, setAnswering] = useState<string | null>(null);
    const asked = view.assessment.findings.find((f) => f.indicator === answering);
    const row = { view, answer: setAnswering };
    const by = Object.fromEntries(OPEN_ORDER.map((state) => [state, sorted(view.assessment.findings, state)])) as Record<State, Finding[]>;
    const must = by.unknown.filter((f) => f.mandatory);
    const other = by.unknown.filter((f) => !f.mandatory);
    return (
        <>
            {by.present.length > 0 && (
                <h3 className="fgrp">
                    {t('finding.group.present')} {by.present.length}
                    <span className="dim">{t('finding.counts')}</span>
                </h3>
            )}
            <ul>
                {by.present.map((f, i) => (
                    <FindingRow key={f.indicator} finding={f} {...row} isOpenFirst={i === 0} />
                ))}
            </ul>
            {must.length > 0 && (
                <h3 className="fgrp">
                    {t('finding.group.unknown')} {by.unknown.length}
                    <span className="dim">{t('finding.mustCount', { count: must.length })}</span>
                </h3>
            )}
            <ul>
                {must.map((f) => (
                    <FindingRow key={f.indicator} finding={f} {...row} />
                ))}
            </ul>
            <Folded state="otherUnknown" findings={other} {...row} text={t('finding.otherSay')} />
            <Folded state="explained" findings={by.explained} {...row} />
            <Folded state="absent" findings={by.absent} {...row} />
            <Folded state="not_applicable" findings={by.not_applicable} {...row} />
            {by.present.length === 0 && must.length === 0 && <p className="pad mute">{t('finding.nonePresent')}</p>}
            {asked && <AnswerDialog finding={asked} states={answerStates(asked)} view={view} close={() => setAnswering(null)} />}
        </>
    );
}
