// The three stories of the counter, each in both languages, with every page of the way checked by axe: a Japanese mail from
// drop to approval after a question was answered; a changed end user that withdraws it; an English mail, by keyboard alone,
// from paste to a red that only the executive can decide.
import { answer, browserOf, decide, decideByKeys, drop, ENGLISH_MAIL, expect, expectAxeClean, field, JAPANESE_MAIL, LANGS, tabTo, test, TEXTS } from './help';

for (const lang of LANGS) {
    const t = TEXTS[lang];
    test.describe.serial(`a dealing (${lang})`, () => {
        const title = lang === 'ja' ? '真空ポンプ甲' : '真空ポンプ乙';
        let address = '';

        test('a Japanese mail is dropped, a question answered, the dealing approved', async ({ browser }) => {
            const sales = await browserOf(browser, 'sales1', lang, '/check/new');
            await expectAxeClean(sales);
            await drop(sales, 'inquiry.eml', JAPANESE_MAIL(title));
            await expect(field(sales, '@orderer/name').locator('input')).toHaveValue('例示分析株式会社');
            // Both numbers of the signature have a line and a place of their own.
            await expect(field(sales, '@orderer/phones').locator('input')).toHaveValue('03-5555-0144');
            await field(sales, '@orderer/phones/1').locator('.src').click();
            await expect(sales.locator('mark[data-lit]')).toHaveText('03-5555-0145');
            await expect(field(sales, '@end_user/name').locator('input')).toHaveValue('学校法人見本学園');
            await field(sales, '/items/0/classification').locator('select').selectOption('not_listed');
            await field(sales, '/items/0/classified_on').locator('input').fill('令和8年11月20日');
            await field(sales, '/asset/name').locator('input').fill('VP');
            await field(sales, '/asset/sensitivity').locator('select').selectOption('S1');
            await expectAxeClean(sales);
            await sales.getByRole('button', { name: new RegExp(t.check.judge) }).click();
            await expect(sales.locator('.verdict .inc')).toBeVisible();
            address = new URL(sales.url()).pathname;
            await expectAxeClean(sales);
            await expect(sales.locator('.whynot')).not.toContainText('_');

            const officer = await browserOf(browser, 'export1', lang, '/inbox');
            await expectAxeClean(officer);
            await officer.locator('.it .t', { hasText: title }).first().click();
            await expect(officer.getByRole('button', { name: t.decision.do.approve, exact: true })).toBeDisabled();

            await sales.getByRole('tab', { name: new RegExp(t.result.tab.questions) }).click();
            await sales.locator('.q', { hasText: 'PRC-14' }).locator('[data-copy]').first().click();
            const copied = await sales.evaluate(() => navigator.clipboard.readText());
            await expect(sales.locator('.letter textarea')).toHaveValue(new RegExp(copied.slice(0, 12)));
            await expectAxeClean(sales);
            await sales.getByRole('tab', { name: new RegExp(t.result.tab.signs) }).click();
            for (const indicator of ['PRC-13', 'PRC-14']) await answer(sales, lang, indicator, 'Answered by telephone on 26 November, note 1');
            await expect(sales.locator('.verdict .inc')).toHaveCount(0);

            await officer.reload();
            await decide(officer, lang, 'approve', 'The school uses it in its laboratory; the answer is on file.');
            await expect(officer.locator('#decide header')).toContainText(t.dealings.states.approved);
            await expectAxeClean(officer);
        });

        test('a changed end user withdraws the approval', async ({ browser }) => {
            const sales = await browserOf(browser, 'sales1', lang, address);
            await sales.getByRole('link', { name: t.result.correct }).click();
            await field(sales, '@end_user/name').locator('input').fill('架空工業大学');
            await expectAxeClean(sales);
            await sales.keyboard.press('Control+Enter');
            await expect(sales.getByText(t.decision.withdrawn)).toBeVisible();
            await sales.getByRole('tab', { name: t.result.tab.history }).click();
            await expect(sales.locator('.changes ins', { hasText: '架空工業大学' })).toBeVisible();
            await expect(sales.locator('.tl', { hasText: t.decision.done.withdrawn }).first()).toBeVisible();
            await expectAxeClean(sales);
            const officer = await browserOf(browser, 'export1', lang, '/inbox');
            await expect(officer.locator('.it .t', { hasText: title }).first()).toBeVisible();
        });
    });

    test(`an English mail, by keyboard alone, becomes a red that the executive decides (${lang})`, async ({ browser }) => {
        const title = lang === 'ja' ? 'Vacuum furnace A' : 'Vacuum furnace B';
        const sales = await browserOf(browser, 'sales1', lang);
        const press = (key: string) => sales.keyboard.press(key);
        await press('n');
        await expect(sales.locator('.drop')).toBeVisible();
        await tabTo(sales, '.drop textarea');
        await sales.keyboard.insertText(ENGLISH_MAIL(title));
        await press('Tab');
        await press('Enter');
        await expect(field(sales, '@orderer/name').locator('input')).toHaveValue('Orvanta Precision Trading FZE');
        await expect(field(sales, '/items/1/name').locator('input')).toHaveValue(/Spare heater/);
        await expectAxeClean(sales);
        await press('Control+Enter');
        await expect(sales.locator('.verdict .word')).toHaveText(t.level.red);
        const address = new URL(sales.url()).pathname;

        const officer = await browserOf(browser, 'export1', lang, address);
        await expect(officer.locator('.whynot')).toContainText(lang === 'ja' ? t.role.executive : 'the executive');
        await expectAxeClean(officer);
        await expect(officer.getByRole('button', { name: t.decision.do.decline, exact: true })).toHaveCount(0);
        await decideByKeys(officer, t.decision.do.escalate, 'A listed party orders; the executive has to decide.');
        await expect(officer.locator('#decide header')).toContainText(t.dealings.states.escalated);

        const executive = await browserOf(browser, 'exec1', lang);
        await expect(executive.locator('.it').first()).toBeVisible();
        for (let i = 0; i < 9 && !(await executive.locator('.it[data-at]').innerText()).includes(title); i++) await executive.keyboard.press('j');
        await expectAxeClean(executive);
        await executive.keyboard.press('Enter');
        await expect(executive).toHaveURL(new RegExp(address));
        await decideByKeys(executive, t.decision.do.decline, 'We do not deliver to a listed party.');
        await expect(executive.locator('#decide header')).toContainText(t.dealings.states.declined);
    });
}
