// Rows of a file that were not taken: place and reason, never dropped in silence. Of very many not all are listed; the count
// is that of all.
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reject } from '../../api/types';
import { More } from '../../parts/More';

interface Props {
    count: number;
    rows: Reject[];
    hasMore?: boolean;
    isReading?: boolean;
    more?: () => void;
    children?: ReactNode;
}

const AT_ONCE = 100;

export function Rejects({ count, rows, hasMore = false, isReading, more, children }: Props) {
    const { t } = useTranslation();
    const [most, setMost] = useState(AT_ONCE);
    const shown = more ? rows : rows.slice(0, most);
    const isCut = hasMore || shown.length < rows.length;
    return (
        <section className="card" aria-labelledby="rejects">
            <header>
                <h2 id="rejects">{t('lists.rejectedRows', { count })}</h2>
            </header>
            <div className="scroll" tabIndex={0} role="group" aria-labelledby="rejects">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t('lists.file')}</th>
                            <th scope="col" className="num">{t('lists.line')}</th>
                            <th scope="col">{t('lists.reason')}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {shown.map((row, i) => (
                            <tr key={i}>
                                <td>{row.file ?? '–'}</td>
                                <td className="num">{row.line}</td>
                                <td>{row.reason}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            <div className="tablefoot">
                <More shown={shown.length} hasMore={isCut} isReading={isReading} more={more ?? (() => setMost(most + AT_ONCE))} />
                {!isCut && shown.length < count && <span className="dim">{t('lists.notListed', { count: count - shown.length })}</span>}
                {children}
            </div>
        </section>
    );
}
