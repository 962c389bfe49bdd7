// The text that arrived, with line numbers, and the dealing as it was stored.
import { useTranslation } from 'react-i18next';
import type { DealingView } from '../../api/types';
import { markedLines } from '../new-check/marks';
import '../new-check/check.css';

export function SourceTab({ view }: { view: DealingView }) {
    const { t } = useTranslation();
    const text = typeof view.dealing.text === 'string' ? view.dealing.text : '';
    return (
        <>
            {text ? (
                <div className="mail scroll" tabIndex={0} role="group" aria-label={t('check.arrived')}>
                    <div className="lines" lang="">
                        {markedLines(text.replace(/\n+$/, ''), []).map((line) => (
                            <p key={line.number}>{line.pieces.map((piece) => piece.text).join('')}</p>
                        ))}
                    </div>
                </div>
            ) : (
                <p className="pad mute">{t('result.noText')}</p>
            )}
            <details className="pad foot">
                <summary>{t('result.stored')}</summary>
                <pre className="mono pre" tabIndex={0}>
                    {JSON.stringify(view.dealing, null, 2)}
                </pre>
            </details>
        </>
    );
}
