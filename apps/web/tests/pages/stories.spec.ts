// Whole stories in both languages, against recorded answers: from a mail to a decision, by keys alone, with two browsers.
import type { Page } from '@playwright/test';
import { expect, expectAxeClean, LANGS, signIn, test } from './help';
import en from '../../src/i18n/en.json' with { type: 'json' };
import ja from '../../src/i18n/ja.json' with { type: 'json' };

const TEXTS = { ja, en };

for (const lang of LANGS) {
    const t = TEXTS[lang];

    test(`a mail is dropped, corrected and checked (${lang})`, async ({ page }) => {
        await signIn(page, 'sales1', lang, 'light', '/check/new');
        const data = await page.evaluateHandle(() => {
            const transfer = new DataTransfer();
            transfer.items.add(new File(['From: a@b.example\r\n\r\nhello'], 'inquiry.eml', { type: 'message/rfc822' }));
            return transfer;
        });
        await page.dispatchEvent('.drop', 'drop', { dataTransfer: data });
        await expect(page.getByText('inquiry.eml · 1 KB')).toBeVisible();
        await expect(page.locator('.mail mark').filter({ hasText: 'Harbor Lotus Trading FZE' })).toBeVisible();
        // A field shows its place, the place shows its field.
        await page.locator('[data-field="@orderer/phones"] .src').click();
        await expect(page.locator('mark[data-lit]')).toHaveText('+971 4 555 0142');
        await page.locator('.mail mark').filter({ hasText: 'Al Waha' }).click();
        await expect(page.locator('[data-field="@end_user/name"] input')).toBeFocused();
        // A country that is none: the answer stands at its field.
        const country = page.locator('[data-field="@orderer/country"] input');
        await country.fill('Emirates');
        await page.getByRole('button', { name: new RegExp(t.check.judge) }).click();
        await expect(page.locator('[data-field="@orderer/country"] .ferr')).toBeVisible();
        await expect(page.locator('.block.err')).toBeFocused();
        await country.fill('ae');
        await country.press('Tab');
        await expect(country).toHaveValue('AE');
        await page.keyboard.press('Control+Enter');
        await expect(page).toHaveURL(/\/dealings\/po-/);
        await expect(page.locator('.verdict .word')).toHaveText(t.level.amber);
        // Who entered it reads why others decide, before typing anything.
        await expect(page.locator('#why')).toHaveCount(0);
        await expect(page.locator('.whynot')).toContainText(lang === 'ja' ? '登録した人' : 'entered');
    });

    test(`every item, party and telephone can be typed (${lang})`, async ({ page }) => {
        test.slow();
        await signIn(page, 'sales1', lang, 'light', '/check/new');
        await page.locator('.drop textarea').fill('We are Harbor Lotus Trading FZE');
        await page.locator('.drop button').first().click();
        const field = (path: string) => page.locator(`[data-field="${path}"]`);
        const parties = await page.locator('section[aria-labelledby=parties] > details').count();
        // A second telephone has a line of its own; the place of the first one stays with it.
        await field('@orderer/phones').locator('.more1').click();
        await expect(field('@orderer/phones/1').locator('input')).toBeFocused();
        await page.keyboard.type('+971 4 555 0143');
        await page.keyboard.press('Tab');
        await expect(field('@orderer/phones').locator('.src')).toBeVisible();
        await expect(field('@orderer/phones/1').locator('.from')).toHaveText(t.check.typed);
        // Two more items, one goes again.
        for (const n of [1, 2]) {
            await page.getByRole('button', { name: t.check.addItem }).click();
            await expect(field(`/items/${n}/name`).locator('input')).toBeFocused();
            await page.keyboard.type(`spare part ${n}`);
        }
        await page.getByRole('button', { name: `${t.check.removeItem} spare part 1` }).click();
        await expect(field('/items/1/name').locator('input')).toHaveValue('spare part 2');
        // A payer with an account, who is the agent too; a bank that nobody names.
        const adding = page.locator('section[aria-labelledby=parties] .addbar');
        await adding.getByRole('button', { name: t.partyRole.payer }).click();
        await adding.getByRole('button', { name: t.partyRole.bank }).click();
        await field(`/parties/${parties}/name`).locator('input').fill('Settlement Example Ltd.');
        await page.keyboard.press('Tab');
        await page.locator('details.part', { hasText: 'Settlement' }).getByRole('checkbox', { name: t.partyRole.agent }).check();
        await page.locator('details.part', { hasText: 'Settlement' }).locator('.rest > summary').click();
        await field(`/parties/${parties}/accounts`).getByRole('button').click();
        await field(`/parties/${parties}/accounts/0/number`).locator('input').fill('AE07 0331');
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
        await expectAxeClean(page);
        const asked = page.waitForRequest('**/v1/assessments');
        await page.keyboard.press('Control+Enter');
        const body = (await asked).postDataJSON();
        expect(body.parties[0].phones).toEqual(['+971 4 555 0142', '+971 4 555 0143']);
        expect(body.items.map((item: { name: string }) => item.name).slice(1)).toEqual(['spare part 2']);
        expect(body.parties).toHaveLength(parties + 1);
        expect(body.parties.at(-1)).toMatchObject({ role: ['payer', 'agent'], name: 'Settlement Example Ltd.', accounts: [{ number: 'AE07 0331' }] });
    });

    test(`what was typed is kept and can be gone on with (${lang})`, async ({ page }) => {
        await signIn(page, 'sales1', lang, 'light', '/check/new');
        await page.getByRole('button', { name: t.check.blank }).click();
        await page.locator('[data-field="@orderer/name"] input').fill('Kept Trading');
        await page.locator('[data-field="/items/0/name"] input').fill('motor');
        await page.locator('[data-field="/items/0/model"] input').focus();
        await page.getByRole('button', { name: t.check.keep }).click();
        await expect(page.getByText(t.check.kept).first()).toBeAttached();
        await page.reload();
        await page.getByRole('button', { name: t.check.goOn }).click();
        await expect(page.locator('[data-field="@orderer/name"] input')).toHaveValue('Kept Trading');
    });

    test(`questions are copied, an answer is recorded, then it is approved (${lang})`, async ({ page, context }) => {
        await context.grantPermissions(['clipboard-read', 'clipboard-write']);
        await signIn(page, 'export1', lang, 'light', '/dealings/sample-order-2');
        await page.getByRole('tab', { name: new RegExp(t.result.tab.questions) }).click();
        await page.locator('.q [data-copy]').first().click();
        expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(lang === 'ja' ? 'お支払い' : 'Who pays');
        await page.getByRole('tab', { name: new RegExp(t.result.tab.signs) }).click();
        await page.getByRole('button', { name: t.finding.explain }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel(t.answer.note).fill('The payer is the settlement company of the group.');
        await dialog.getByRole('textbox', { name: t.answer.evidence }).fill('Register extract 2026-11-01, page 2');
        await expectAxeClean(page);
        await dialog.getByRole('button', { name: t.answer.record }).click();
        await expect(page.locator('.verdict .word')).toHaveText(t.level.green);
        // Approval: without a reason nothing happens; with one it asks once more.
        await page.getByRole('button', { name: t.decision.do.approve }).click();
        await expect(page.locator('#why')).toBeFocused();
        await page.locator('#why').fill('Payer is explained by the register extract.');
        await page.getByRole('button', { name: t.decision.do.approve }).click();
        await expect(dialog).toContainText('Payer is explained');
        await dialog.getByRole('button', { name: t.decision.do.approve }).click();
        await expect(page.locator('#decide header')).toContainText(t.dealings.states.approved);
    });

    test(`a red is escalated; only the executive decides it (${lang})`, async ({ page }) => {
        await signIn(page, 'export1', lang, 'light', '/dealings/sample-order-3');
        await expect(page.locator('.verdict .word')).toHaveText(t.level.red);
        await expect(page).toHaveTitle(new RegExp(t.level.red));
        await expect(page.getByRole('button', { name: t.decision.do.approve })).toBeDisabled();
        await expect(page.getByRole('button', { name: t.decision.do.decline, exact: true })).toHaveCount(0);
        await page.locator('#why').fill('A listed party orders; the executive has to decide.');
        await page.getByRole('button', { name: t.decision.do.escalate }).click();
        await page.getByRole('dialog').getByRole('button', { name: t.decision.do.escalate }).click();
        await expect(page.locator('#decide header')).toContainText(t.dealings.states.escalated);
    });

    test(`a changed end user withdraws an approval (${lang})`, async ({ page }) => {
        await signIn(page, 'export1', lang, 'light', '/dealings/sample-order-1');
        await page.locator('#why').fill('Nothing was found; repeat customer.');
        await page.getByRole('button', { name: t.decision.do.approve }).click();
        await page.getByRole('dialog').getByRole('button', { name: t.decision.do.approve }).click();
        await expect(page.locator('#decide header')).toContainText(t.dealings.states.approved);
        await page.getByRole('link', { name: t.result.correct }).click();
        const user = page.locator('[data-field="@end_user/name"] input');
        await user.fill('Southern Pump Works');
        await user.press('Tab');
        await page.keyboard.press('Control+Enter');
        await expect(page.getByText(t.decision.withdrawn)).toBeVisible();
        await page.getByRole('tab', { name: t.result.tab.history }).click();
        await expect(page.locator('ins')).toHaveText('Southern Pump Works');
    });

    test(`the keyboard alone (${lang})`, async ({ page }) => {
        await signIn(page, 'export1', lang, 'light', '/inbox');
        await page.waitForSelector('.it');
        await page.keyboard.press('j');
        await expect(page.locator('.it').nth(1)).toHaveAttribute('data-at', 'true');
        await page.keyboard.press('Enter');
        await expect(page).toHaveURL(/sample-order/);
        await page.waitForSelector('.verdict');
        await expect(page.locator('h1')).toBeFocused();
        await page.keyboard.press('3');
        await expect(page.locator('.letter textarea')).toBeVisible();
        await page.keyboard.press('g');
        await page.keyboard.press('s');
        await expect(page.locator('.sbox input')).toBeFocused();
        await page.keyboard.type('hoshizora n');
        await expect(page.locator('.hit')).toHaveCount(2);
        await expect(page).toHaveURL(/q=hoshizora/);
        await page.keyboard.press('Control+k');
        await page.keyboard.type(lang === 'ja' ? '設定' : 'Settings');
        await page.keyboard.press('Enter');
        await expect(page).toHaveURL(/settings/);
    });

    test(`a dialog has the focus before the next key (${lang})`, async ({ page }) => {
        await signIn(page, 'export1', lang, 'light', '/search');
        await expect(page.locator('.sbox input')).toBeFocused();
        const focused = await page.evaluate(async () => {
            window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true }));
            await Promise.resolve();
            return document.activeElement?.getAttribute('role');
        });
        expect(focused).toBe('combobox');
        await page.keyboard.press('Escape');
        await expect(page.locator('.sbox input')).toBeFocused();
    });

    test(`a list is tried, then imported, with its rejected rows (${lang})`, async ({ page }) => {
        await signIn(page, 'export1', lang, 'light', '/lists/import');
        await page.setInputFiles('#file', { name: 'sample.jsonl', mimeType: 'application/json', buffer: Buffer.from('{}') });
        await page.getByRole('button', { name: t.lists.dryRun }).click();
        await expect(page.getByText('2026-13-02')).toBeVisible();
        await page.getByRole('button', { name: t.lists.import, exact: true }).click();
        await expect(page.getByText('2026-13-02')).toHaveCount(2);
    });

    test(`filters and views stand in the address (${lang})`, async ({ page }) => {
        await signIn(page, 'export1', lang, 'light', '/dealings?level=red');
        await expect(page.locator('tbody tr')).toHaveCount(1);
        await page.getByRole('group', { name: t.table.filters }).getByRole('button', { name: t.level.red }).click();
        await expect(page.locator('tbody tr')).toHaveCount(3);
        await page.getByRole('button', { name: t.dealings.level }).click();
        await expect(page).toHaveURL(/sort=/);
        await page.getByRole('button', { name: t.views.title }).click();
        await page.getByRole('menuitem', { name: t.views.save }).click();
        await page.getByRole('dialog').getByLabel(t.views.name).fill('sorted');
        await page.getByRole('dialog').getByRole('button', { name: t.views.keep }).click();
        await page.goto('/dealings');
        await page.getByRole('button', { name: t.views.title }).click();
        await page.getByRole('menuitem', { name: 'sorted', exact: true }).click();
        await expect(page).toHaveURL(/sort=/);
        await expect(page.getByRole('link', { name: 'csv' })).toHaveAttribute('href', /format=csv/);
    });

    test(`a user is made and the password shown once (${lang})`, async ({ page }) => {
        await signIn(page, 'admin', lang, 'light', '/users');
        await page.getByRole('button', { name: t.users.add }).click();
        await page.getByRole('dialog').getByLabel(t.users.name).fill('mori');
        await page.getByRole('dialog').getByLabel(t.role.sales).check();
        await page.getByRole('dialog').getByRole('button', { name: t.users.add }).click();
        await expect(page.getByRole('dialog').locator('output')).toHaveText('ABCD-EFGH-JKLM');
    });
}

/** A list of 250 rows in pages, each row made from a recorded one. */
async function long(page: Page, path: string): Promise<URL[]> {
    const asked: URL[] = [];
    await page.route((url) => url.pathname === path, async (route) => {
        const url = new URL(route.request().url());
        asked.push(url);
        const recorded = (await (await route.fetch()).json()) as { items: object[] };
        const [from, limit] = [Number(url.searchParams.get('cursor') ?? 0), Number(url.searchParams.get('limit') ?? 50)];
        const items = Array.from({ length: Math.min(limit, 250 - from) }, (_, i) => ({ ...recorded.items[0], id: `row-${from + i}`, title: `Row ${from + i}` }));
        await route.fulfill({ json: { items, next: from + limit < 250 ? String(from + limit) : null } });
    });
    return asked;
}

for (const [path, row] of [['/v1/dealings', 'tbody tr'], ['/v1/inbox', '.it'], ['/v1/parties', 'tbody tr']] as const)
    test(`${path} is read to its end, by keyboard and by button`, async ({ page }) => {
        const asked = await long(page, path);
        await signIn(page, 'export1', 'en', 'light', `${path.slice(3)}?q=row`);
        const size = Number(asked.at(-1)!.searchParams.get('limit'));
        await expect(page.locator(row)).toHaveCount(size);
        await expect(page.locator('.tablefoot')).toContainText(`first ${size} rows, there are more`);
        await page.keyboard.press('m');
        await expect(page.locator(row)).toHaveCount(2 * size);
        for (let shown = 2 * size; shown < 250; shown += size) {
            await page.getByRole('button', { name: new RegExp(en.table.load) }).click();
            await expect(page.locator(row)).toHaveCount(Math.min(250, shown + size));
        }
        await expect(page.locator('.tablefoot')).toContainText('250 rows');
        await expect(page.getByRole('button', { name: new RegExp(en.table.load) })).toHaveCount(0);
    });

test('a part of a list is sorted by the server alone', async ({ page }) => {
    const asked = await long(page, '/v1/dealings');
    await signIn(page, 'export1', 'en', 'light', '/dealings');
    await expect(page.locator('tbody tr')).toHaveCount(100);
    await expect(page.getByRole('button', { name: en.dealings.owner })).toHaveCount(0);
    await page.getByRole('button', { name: en.dealings.due }).click();
    await expect.poll(() => asked.at(-1)!.searchParams.get('sort')).toBe('due');
});

test('a page that the role lacks answers like any unknown address', async ({ page }) => {
    await signIn(page, 'hr1', 'en', 'light', '/users');
    const first = await page.locator('main').innerText();
    await expect(page.locator('nav.side a')).toHaveText(['Name search', 'Parties', 'Settings']);
    await page.goto('/no-such-page');
    await expect(page.locator('h1')).toBeVisible();
    expect(await page.locator('main').innerText()).toBe(first);
});

test('a wrong password is told in one way', async ({ page }) => {
    await page.goto('/inbox');
    await page.fill('input[name=user]', 'nobody');
    await page.fill('input[name=password]', 'wrong');
    await page.keyboard.press('Enter');
    await expect(page.locator('.block.err')).toBeFocused();
});

test('the review sheet prints on paper without menus', async ({ page }) => {
    await signIn(page, 'export1', 'ja', 'light', '/dealings/sample-order-3');
    await page.waitForSelector('.find');
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.sheet')).toBeVisible();
    await expect(page.locator('.side')).toBeHidden();
    await expect(page.locator('.sheet')).toContainText('令和8年');
    await expect(page.locator('.sheet .hash')).toContainText(/sha256 [0-9a-f]{64}/);
    await expect(page.locator('.sheet .printedby')).toContainText('export1');
    await expect(page.locator('.sheet')).toContainText('sample_watchlist');
    // The rule of the margin boxes stands: page n/m, and what the page belongs to.
    const rules = await page.evaluate(() => document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join(' '));
    expect(rules).toContain('counter(pages)');
    expect(rules).toMatch(/sample-order-3 .*sha256 [0-9a-f]{16}… · export1/);
    const pdf = await page.pdf({ format: 'A4', path: process.env.SEKISHO_SHOTS && `${process.env.SEKISHO_SHOTS}/sheet.pdf` });
    expect(pdf.length).toBeGreaterThan(10_000);
});

test('the first load stays under 300 KB compressed', async ({ page }) => {
    const { gzipSync } = await import('node:zlib');
    const sizes: Promise<number>[] = []; // bodies come later than their responses: wait for all of them
    page.on('response', (response) => {
        if (/\.(js|css|html|svg)$|\/inbox$/.test(new URL(response.url()).pathname))
            sizes.push(response.body().then((body) => gzipSync(body).length, () => 0));
    });
    await signIn(page, 'export1', 'ja', 'light', '/inbox');
    await page.waitForSelector('.it');
    await page.waitForLoadState('networkidle');
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(300 * 1024);
});
