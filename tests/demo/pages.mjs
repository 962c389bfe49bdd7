// pages.mjs: the served demo in a real browser; prints TAP. In the environment: DEMO_ADDRESS, DEMO_PASSWORDS (JSON), and
// DEMO_SHOTS, a folder for screenshots, if somebody wants to look.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';

const require = createRequire(new URL('../../apps/web/package.json', import.meta.url));
const { chromium } = require('playwright');
const texts = { ja: require('./src/i18n/ja.json'), en: require('./src/i18n/en.json') };
const { DEMO_ADDRESS: address, DEMO_SHOTS: shots } = process.env;
const passwords = JSON.parse(process.env.DEMO_PASSWORDS);
const LANGS = ['ja', 'en'];
const LEVELS = 'green amber red'.split(' ');

async function shoot(page, name) {
    if (!shots) return;
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

/** A signed-in page; what its scripts complain about is collected. */
async function signIn(browser, user) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: 'Asia/Tokyo' });
    const page = await context.newPage();
    const said = [];
    page.on('pageerror', (error) => said.push(error.message));
    page.on('response', (answer) => answer.status() >= 500 && said.push(`${answer.status()} ${answer.url()}`));
    await page.goto(address);
    await page.fill('input[name=user]', user);
    await page.fill('input[name=password]', passwords[user]);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.app main');
    return { page, said, close: () => context.close() };
}

/** Go to a page in a language. */
async function open(page, lang, path) {
    await page.evaluate((l) => localStorage.setItem('sekisho.language', l), lang);
    await page.goto(new URL(path, address).href);
    await page.waitForFunction((l) => document.documentElement.lang === l, lang);
}

async function userSeesWork(browser, user) {
    const { page, said, close } = await signIn(browser, user);
    for (const lang of LANGS) {
        await open(page, lang, '/inbox');
        await page.waitForSelector('.it');
        await shoot(page, `inbox-${user}-${lang}`);
        await open(page, lang, '/dealings');
        await page.waitForSelector('main tbody tr');
        await shoot(page, `dealings-${user}-${lang}`);
    }
    assert.deepEqual(said, []);
    await close();
}

/** Every dealing that export control sees opens, with each of its tabs. */
async function dealingsOpen(browser, lang) {
    const { page, said, close } = await signIn(browser, 'export1');
    const ids = await page.evaluate(async () => (await (await fetch('/v1/dealings')).json()).items.map((row) => row.id));
    assert.ok(ids.length >= 6, `${ids.length} dealings`);
    for (const id of ids) {
        await open(page, lang, `/dealings/${id}`);
        const level = await page.locator('.verdict .word').innerText();
        assert.ok(LEVELS.some((word) => texts[lang].level[word] === level), level);
        for (const tab of await page.getByRole('tab').all()) await tab.click();
        await page.locator('[role=tabpanel] .tl').first().waitFor(); // the last tab is the history
        await shoot(page, `${id}-${lang}`);
        assert.deepEqual(said, [], id);
    }
    await close();
}

/** The mail of samples/mails in a language is dropped by sales and judged. */
async function mailIsJudged(browser, lang) {
    const { page, said, close } = await signIn(browser, 'sales1');
    await open(page, lang, '/check/new');
    await page.setInputFiles('input[type=file]', `samples/mails/inquiry-${lang}.eml`);
    await page.waitForSelector('.mail mark');
    await shoot(page, `check-${lang}`);
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/dealings\//);
    assert.equal(await page.locator('.verdict .word').innerText(), texts[lang].level.amber);
    await shoot(page, `judged-${lang}`);
    assert.deepEqual(said, []);
    await close();
}

const tests = Object.keys(passwords).map((user) => [`${user} finds open work and dealings`, (b) => userSeesWork(b, user)]);
for (const lang of LANGS) {
    tests.push([`every dealing opens (${lang})`, (b) => dealingsOpen(b, lang)]);
    tests.push([`a sample mail is dropped and judged (${lang})`, (b) => mailIsJudged(b, lang)]);
}

console.log(`1..${tests.length}`);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
let failed = 0;
for (const [i, [name, run]] of tests.entries()) {
    try {
        await run(browser);
        console.log(`ok ${i + 1} - ${name}`);
    } catch (error) {
        failed += 1;
        console.log(`not ok ${i + 1} - ${name}\n# ${String(error.message).replaceAll('\n', '\n# ')}`);
    }
}
await browser.close();
process.exitCode = failed ? 1 : 0;
