// How the level follows from concern and sensitivity; this dealing's cell is framed.
import { useTranslation } from 'react-i18next';
import type { Assessment, Level } from '../../api/types';
import { LevelShape } from '../../parts/Level';

const COLUMNS = ['S0', 'S1', 'S2', 'S3'];
const G: Level = 'green';
const A: Level = 'amber';
const R: Level = 'red';
// rules/levels.yml, "level"; tests/unit/matrix.test.ts holds both equal.
export const LEVELS: Record<string, Level[]> = { C0: [G, G, G, G], C1: [G, G, A, A], C2: [G, A, A, R], C3: [A, R, R, R], C4: [R, R, R, R] };

export function Matrix({ assessment }: { assessment: Assessment }) {
    const { t } = useTranslation();
    const byTable = LEVELS[assessment.concern]?.[COLUMNS.indexOf(assessment.highest_sensitivity ?? '')];
    return (
        <section className="card" aria-labelledby="matrix">
            <header>
                <h2 id="matrix">{t('matrix.title')}</h2>
            </header>
            <div className="pad">
                <table className="matrix">
                    <caption className="vh">{t('matrix.caption')}</caption>
                    <thead>
                        <tr>
                            <th scope="col">
                                <span className="vh">{t('result.concern')}</span>
                            </th>
                            {COLUMNS.map((column) => (
                                <th key={column} scope="col" className={column === assessment.highest_sensitivity ? 'on' : undefined}>
                                    {column}
                                </th>
                            ))}
                        </tr>
                    </thead>
                    <tbody>
                        {Object.entries(LEVELS).map(([concern, levels]) => (
                            <tr key={concern}>
                                <th scope="row" className={concern === assessment.concern ? 'on' : undefined}>
                                    {concern}
                                </th>
                                {levels.map((level, i) => {
                                    const isHere = concern === assessment.concern && COLUMNS[i] === assessment.highest_sensitivity;
                                    return (
                                        <td key={i} className={isHere ? 'on' : undefined}>
                                            <LevelShape level={level} />
                                            <span className="vh">
                                                {t(`level.${level}`)}
                                                {isHere ? ` ${t('matrix.here')}` : ''}
                                            </span>
                                        </td>
                                    );
                                })}
                            </tr>
                        ))}
                    </tbody>
                </table>
                <p className="xs dim below">{t('matrix.note')}</p>
                {byTable && byTable !== assessment.level && <p className="sm below">{t('matrix.raised', { level: t(`level.${assessment.level}`) })}</p>}
            </div>
        </section>
    );
}
