// Who decides, until when, what blocks; a reason in one's own words, then the choices this reader has. A choice asks once
// more with level, reason and name. Whoever entered a dealing reads here, before typing, that others decide.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { change, Failure, part, type Tagged } from '../../api/client';
import { useKept } from '../../api/kept';
import { useChange, useNewer } from '../../api/queries';
import type { DealingView, Decision, DecisionWord, MissingCheck } from '../../api/types';
import { useDateStyle, useWho } from '../../app/who';
import { words } from '../../i18n';
import { instantOf } from '../../parts/dates';
import { DueBar, DueText } from '../../parts/Due';
import { Incomplete, LevelBadge, StateIcon } from '../../parts/Level';
import { KeptRace } from '../../parts/KeptRace';
import { useSay } from '../../parts/Live';
import { Trouble } from '../../parts/States';
import { Decisions } from './History';
import { Dialog } from '../../parts/Dialog';

function Confirm({ view, choice, reason, close, done }: { view: Tagged<DealingView>; choice: DecisionWord; reason: string; close: () => void; done: () => void }) {
    const { t } = useTranslation();
    const who = useWho();
    const say = useSay();
    const newer = useNewer(['dealing', view.id]);
    const send = useChange(
        () => change<Decision>('POST', `/v1/dealings/${part(view.id)}/decisions`, { json: { decision: choice, reason }, once: crypto.randomUUID?.(), ifMatch: view.etag }),
        ['dealing', view.id], ['dealings'], ['inbox'],
    );
    const record = async () => {
        await send.mutateAsync(undefined);
        say(t('decision.recorded', { decision: t(`decision.done.${choice}`) }));
        done();
    };
    const missing = send.error instanceof Failure && send.error.status === 409 ? (send.error.problem.missing ?? []) : [];
    return (
        <Dialog opened onClose={close} title={t(`decision.confirm.${choice}`)}>
            <div className="stack">
                <Trouble cause={send.error} focus newer={() => void newer(close)} />
                {missing.length > 0 && <p className="sm">{missing.map(missingName).join(t('common.comma'))}</p>}
                <p className="b">{view.title ?? view.id}</p>
                <p className="row wrap">
                    <LevelBadge level={view.level} />
                    {view.incomplete && <Incomplete />}
                </p>
                <blockquote className="pre">{reason}</blockquote>
                <p className="sm mute">{t('decision.by', { who: who.user })}</p>
                <p className="sm mute">{t('decision.final')}</p>
                <div className="row">
                    <Button variant="filled" data-autofocus disabled={send.isPending} onClick={() => void record().catch(() => undefined)}>
                        {t(`decision.do.${choice}`)}
                    </Button>
                    <Button onClick={close}>{t('common.back')}</Button>
                </div>
            </div>
        </Dialog>
    );
}

/** A check goes by its code, a field by its title. */
const missingName = (check: MissingCheck) => check.indicator ?? words(check.title);

const ORDER: DecisionWord[] = ['approve', 'hold', 'decline', 'escalate'];

export function DecisionBox({ view }: { view: Tagged<DealingView> }) {
    const { t } = useTranslation();
    const style = useDateStyle();
    const { assessment } = view;
    const [typed, setTyped] = useState<string | null>(null);
    const [choice, setChoice] = useState<DecisionWord | null>(null);
    const [isAsking, setAsking] = useState(false);
    const { kept, keep, drop, ...race } = useKept<{ reason: string }>(`decision-${view.id}`, view.can_decide.decisions.length > 0);
    const reason = typed ?? kept?.reason ?? '';
    const can = view.can_decide.decisions;
    const blocked = view.missing.length > 0;
    const last = view.decisions.at(-1);
    const isSettled = view.state === 'approved' || view.state === 'declined';
    const choose = (next: DecisionWord) => {
        if (!reason.trim()) {
            setAsking(true);
            document.getElementById('why')?.focus();
            return;
        }
        setAsking(false);
        setChoice(next);
    };
    return (
        <section className="card noprint" id="decide" tabIndex={-1} aria-labelledby="decision">
            <header>
                <h2 id="decision">{t('decision.title')}</h2>
                {view.state !== 'open' && <span className="act tag">{t(`dealings.states.${view.state}`)}</span>}
            </header>
            <div className="pad stack decide">
                <dl className="kv">
                    <dt>{t('decision.decides')}</dt>
                    <dd className="b">{assessment.decider ? t(`role.${assessment.decider}`) : t('decision.nobody')}</dd>
                    {assessment.due_at && !isSettled && (
                        <>
                            <dt>{t('decision.due')}</dt>
                            <dd>
                                <DueText due={assessment.due_at} />
                            </dd>
                        </>
                    )}
                </dl>
                {assessment.due_at && !isSettled && <DueBar from={view.received_at ?? instantOf(assessment.date, '09:00', style.zone)} due={assessment.due_at} />}
                {last?.decision === 'withdrawn' && (
                    <div className="block">
                        <StateIcon state="unknown" silent />
                        <span>{t('decision.withdrawn')}</span>
                    </div>
                )}
                {blocked && (
                    <div className="block">
                        <StateIcon state="unknown" silent />
                        <span>
                            {t('decision.blocked', { list: view.missing.map(missingName).join(t('common.comma')) })} <a href="#signs">{t('decision.see')}</a>
                        </span>
                    </div>
                )}
                {view.can_decide.why_not && <p className="sm whynot">{words(view.can_decide.why_not)}</p>}
                {can.length > 0 && (
                    <>
                        <KeptRace
                            isShown={race.race} keepMine={() => void race.keepMine({ reason })}
                            takeTheirs={() => void race.takeTheirs().then((theirs) => setTyped(theirs?.reason ?? reason))}
                        />
                        <div>
                            <label className="f" htmlFor="why">
                                {t('decision.reason')}
                                <span className="req">{t('decision.required')}</span>
                            </label>
                            <textarea
                                className="in" id="why" rows={3} value={reason} aria-invalid={isAsking && !reason.trim() ? true : undefined} aria-describedby="why-hint"
                                onChange={(event) => { setTyped(event.target.value); keep({ reason: event.target.value }); }}
                            />
                            <p className="xs dim" id="why-hint">
                                {isAsking && !reason.trim() ? t('decision.noReason') : reason.trim() && reason.trim().length < 10 ? t('decision.short') : t('decision.hint')}
                            </p>
                        </div>
                        <div className="two">
                            {ORDER.filter((word) => can.includes(word) || (word === 'approve' && blocked)).map((word) => {
                                const isOff = word === 'approve' && (blocked || !can.includes('approve'));
                                return (
                                    <Button key={word} disabled={isOff} onClick={() => choose(word)} variant={assessment.questions.length === 0 && word === 'approve' && !isOff ? 'filled' : 'default'}>
                                        {t(`decision.do.${word}`)}
                                    </Button>
                                );
                            })}
                        </div>
                    </>
                )}
                <p className="xs dim">{t('decision.never')}</p>
                {view.decisions.length > 0 && <Decisions view={view} />}
            </div>
            {choice && (
                <Confirm
                    view={view} choice={choice} reason={reason.trim()} close={() => setChoice(null)}
                    done={() => { setChoice(null); setTyped(''); void drop(); }}
                />
            )}
        </section>
    );
}
