// Versions with what changed (old struck, new beside it), and the decisions, newest first. Nothing is overwritten.
import { useTranslation } from 'react-i18next';
import { useVersions } from '../../api/queries';
import type { Change, DealingView } from '../../api/types';
import { useDateStyle } from '../../app/who';
import { moment } from '../../parts/dates';
import { Incomplete, LevelBadge } from '../../parts/Level';
import { Skeleton, Trouble } from '../../parts/States';
import { valueText } from './Facts';

const SIGN = { added: '+', changed: '~', removed: '−' } as const;

/** One change against the version before: a field, the state of a sign, or a word of the verdict. */
function ChangeRow({ change }: { change: Change }) {
    const { t } = useTranslation();
    const isThere = (value: unknown) => value !== undefined && value !== null;
    const what = !isThere(change.before) ? 'added' : !isThere(change.after) ? 'removed' : 'changed';
    const said = (value: unknown) => {
        if (change.what === 'finding') return t(`state.${String(value)}`);
        return change.path === 'level' ? t(`level.${String(value)}`) : valueText(value, t);
    };
    return (
        <li>
            <span aria-hidden="true">{SIGN[what]}</span> <span className="vh">{t(`diff.${what}`)}</span>{' '}
            {change.what === 'answer' ? t(`history.verdict.${change.path}`) : <span className="mono">{change.path}</span>}{' '}
            {isThere(change.before) && <del>{said(change.before)}</del>} {isThere(change.after) && <ins>{said(change.after)}</ins>}
        </li>
    );
}

export function Decisions({ view }: { view: DealingView }) {
    const { t } = useTranslation();
    const style = useDateStyle();
    return (
        <ol className="tl">
            {[...view.decisions].reverse().map((d) => (
                <li key={`${d.at} ${d.decision}`}>
                    <time dateTime={d.at}>{moment(d.at, style)}</time>
                    <b>{t(`decision.done.${d.decision}`)}</b> · {d.by}
                    {d.roles && ` (${d.roles.split(',').map((role) => t(`role.${role}`)).join(t('common.comma'))})`} · {t('result.version', { version: d.version })}
                    {d.level && ` · ${t(`level.${d.level}`)}`}
                    <p className="pre">{d.reason}</p>
                </li>
            ))}
        </ol>
    );
}

export function History({ view }: { view: DealingView }) {
    const { t } = useTranslation();
    const style = useDateStyle();
    const versions = useVersions(view.id, true);
    return (
        <div className="pad stack">
            {view.decisions.length > 0 && (
                <section>
                    <h3>{t('history.decisions')}</h3>
                    <Decisions view={view} />
                </section>
            )}
            <section>
                <h3>{t('history.versions')}</h3>
                <Trouble cause={versions.error} />
                {versions.isPending && <Skeleton />}
                <ol className="tl">
                    {versions.data?.items.map((row) => (
                        <li key={row.version}>
                            <time dateTime={row.at}>{moment(row.at, style)}</time>
                            <span className="row wrap">
                                <b>{t('result.version', { version: row.version })}</b> {t(`history.origin.${row.origin}`)} · {row.actor}
                                <LevelBadge level={row.level} />
                                {row.incomplete && <Incomplete />}
                            </span>
                            <ul className="changes">
                                {row.changes.map((change) => (
                                    <ChangeRow key={`${change.what} ${change.path}`} change={change} />
                                ))}
                            </ul>
                            <span className="xs dim mono">sha256 {row.sha256.slice(0, 16)}…</span>
                        </li>
                    ))}
                </ol>
            </section>
        </div>
    );
}
