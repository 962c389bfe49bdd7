import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Answer, Assessment, Dealing } from '../../src/api/types';
import { answerOf, customerOf, partiesOf } from '../../src/parts/dealing';
import { answerStates, sorted } from '../../src/pages/result/Findings';
import { LEVELS } from '../../src/pages/result/Matrix';
import { emlOf } from '../../src/pages/result/Questions';
import answer from '../fixture/answer-red.json';

const assessment = answer as unknown as Assessment;

describe('the result', () => {
    it('shows the table of levels that the rules have', () => {
        const rules = readFileSync('../../rules/levels.yml', 'utf8');
        for (const [concern, levels] of Object.entries(LEVELS))
            expect(rules).toContain(`${concern}: {S0: ${levels[0]}, S1: ${levels[1]}, S2: ${levels[2]}, S3: ${levels[3]}}`);
    });
    it('puts mandatory unknowns first', () => {
        const unknown = sorted(assessment.findings, 'unknown');
        const last = unknown.findLastIndex((f) => f.mandatory);
        expect(unknown.slice(0, last + 1).every((f) => f.mandatory)).toBe(true);
        expect(last).toBeGreaterThanOrEqual(0);
    });
    it('offers no way to talk a legal stop or a computed sign away', () => {
        const by = (id: string) => assessment.findings.find((f) => f.indicator === id)!;
        expect(answerStates(by('PRC-01'))).toEqual([]);
        expect(answerStates(by('PRC-07'))).toEqual(['explained']);
        expect(answerStates(by('PRC-20'))).not.toContain('explained');
    });
    it('writes a letter as a message', () => {
        const eml = emlOf({ subject: 'ご照会', to: ['a@b.example'] }, '一\n二');
        const [head, body] = eml.split('\r\n\r\n') as [string, string];
        expect(head).toContain('To: a@b.example');
        expect(Buffer.from(body, 'base64').toString('utf8')).toBe('一\r\n二');
        expect(Buffer.from(/\?B\?(.*)\?=/.exec(head)![1]!, 'base64').toString('utf8')).toBe('ご照会');
    });
});

describe('reading a dealing', () => {
    const dealing = { kind: 'procurement', parties: false, answers: { 'PRC-13': { state: 'present', note: 'no answer', by: 'yamada' } } } as Dealing;
    it('takes "there is none" and "nobody knows" as no parties', () => {
        expect(partiesOf(dealing)).toEqual([]);
        expect(partiesOf({ kind: 'procurement', parties: null })).toEqual([]);
        expect(customerOf(dealing)).toBeUndefined();
    });
    it('finds the newest recorded answer, else the one that came with the dealing', () => {
        const recorded = [{ indicator: 'PRC-14', state: 'absent', by: 'a' }, { indicator: 'PRC-14', state: 'present', by: 'b' }] as Answer[];
        expect(answerOf('PRC-14', recorded, dealing)?.by).toBe('b');
        expect(answerOf('PRC-13', recorded, dealing)).toMatchObject({ state: 'present', note: 'no answer', evidence: [], by: 'yamada' });
        expect(answerOf('PRC-20', recorded, dealing)).toBeNull();
    });
});
