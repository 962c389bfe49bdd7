// Rows of a file that were not taken: place and reason, never dropped in silence.
import { useTranslation } from 'react-i18next';
import type { Reject } from '../../api/types';

export function Rejects({ rows }: { rows: Reject[] }) {
    const { t } = useTranslation();
    return (
        <section className="card" aria-labelledby="rejects">
            <header>
                <h2 id="rejects">{t('lists.rejectedRows', { count: rows.length })}</h2>
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
                        {rows.map((row, i) => (
                            <tr key={i}>
                                <td>{row.file ?? '–'}</td>
                                <td className="num">{row.line ?? '–'}</td>
                                <td>{row.reason}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
        </section>
    );
}
