using IncidentKit.Markets;
using static IncidentKit.Tests.Markets.Calendars;

namespace IncidentKit.Tests.Markets;

/// <summary>What each market did on the days that calendars get wrong.</summary>
public sealed class SessionTableTests
{
    [Theory]
    // New Year's Day on a Saturday is not kept, on a Sunday it is kept on Monday.
    [InlineData("2004-12-31", "09:30-16:00")]
    [InlineData("2010-12-31", "09:30-16:00")]
    [InlineData("2021-12-31", "09:30-16:00")]
    [InlineData("2022-01-03", "09:30-16:00")]
    [InlineData("2027-12-31", "09:30-16:00")]
    [InlineData("2023-01-02", "closed")]
    [InlineData("1997-01-20", "09:30-16:00")] // before Martin Luther King Day
    [InlineData("1998-01-19", "closed")]
    [InlineData("2021-06-18", "09:30-16:00")]
    [InlineData("2022-06-20", "closed")]
    [InlineData("2027-06-18", "closed")]
    [InlineData("2020-07-03", "closed")]
    [InlineData("2021-07-05", "closed")]
    [InlineData("2010-12-24", "closed")]
    [InlineData("2022-12-26", "closed")]
    [InlineData("2026-04-03", "closed")]
    [InlineData("2024-10-14", "09:30-16:00")]
    [InlineData("2024-11-11", "09:30-16:00")]
    // July 3 on a Wednesday before and after 2013; July 5 on a Friday before.
    [InlineData("2002-07-03", "09:30-16:00")]
    [InlineData("2002-07-05", "09:30-13:00")]
    [InlineData("2013-07-03", "09:30-13:00")]
    [InlineData("2019-07-03", "09:30-13:00")]
    [InlineData("2019-07-05", "09:30-16:00")]
    [InlineData("2024-07-03", "09:30-13:00")]
    [InlineData("2024-07-05", "09:30-16:00")]
    [InlineData("2023-07-03", "09:30-13:00")]
    [InlineData("2025-07-03", "09:30-13:00")]
    // No early close on the eve of an observed holiday.
    [InlineData("2015-07-02", "09:30-16:00")]
    [InlineData("2020-07-02", "09:30-16:00")]
    [InlineData("2026-07-02", "09:30-16:00")]
    [InlineData("2021-12-23", "09:30-16:00")]
    [InlineData("2027-12-23", "09:30-16:00")]
    [InlineData("2024-12-24", "09:30-13:00")]
    [InlineData("2024-12-31", "09:30-16:00")]
    [InlineData("2025-11-28", "09:30-13:00")]
    [InlineData("2003-12-26", "09:30-13:00")]
    [InlineData("2008-12-26", "09:30-16:00")]
    // Closures and odd days.
    [InlineData("2001-09-11", "closed")]
    [InlineData("2001-09-14", "closed")]
    [InlineData("2001-09-17", "09:33-16:00")]
    [InlineData("2001-10-08", "09:31-16:00")]
    [InlineData("2002-09-11", "12:00-16:00")]
    [InlineData("2003-03-20", "09:32-16:00")]
    [InlineData("2004-06-07", "09:32-16:00")]
    [InlineData("2004-06-11", "closed")]
    [InlineData("2005-06-01", "09:30-15:56")]
    [InlineData("2006-12-27", "09:32-16:00")]
    [InlineData("2007-01-02", "closed")]
    [InlineData("2009-07-02", "09:30-16:15")]
    [InlineData("2012-10-29", "closed")]
    [InlineData("2012-10-30", "closed")]
    [InlineData("2018-12-05", "closed")]
    [InlineData("2025-01-09", "closed")]
    public void NewYork(string label, string hours) => Assert.Equal(hours, Local("XNYS", label));

    [Theory]
    [InlineData("2020-03-09", "<17:00-15:15 15:30-16:00")]
    [InlineData("2021-06-25", "<17:00-15:15 15:30-16:00")]
    [InlineData("2021-06-28", "<17:00-16:00")]
    [InlineData("2015-09-18", "<17:00-15:15 15:30-16:15")]
    [InlineData("2015-09-21", "<17:00-15:15 15:30-16:00")]
    [InlineData("2012-11-19", "<17:00-15:15 15:30-16:15")]
    [InlineData("2012-11-16", "<15:30-<16:30 <17:00-15:15")]
    [InlineData("2012-11-12", "<17:00-15:15")] // a Monday opens on Sunday
    // A holiday's hours belong to the next trade date.
    [InlineData("2026-01-19", "closed")]
    [InlineData("2026-01-20", "<<17:00-<12:00 <17:00-16:00")]
    [InlineData("2026-06-19", "closed")]
    [InlineData("2026-06-22", "<<<<17:00-<<<12:00 <17:00-16:00")]
    [InlineData("2026-07-03", "closed")]
    [InlineData("2026-07-06", "<<<<17:00-<<<12:00 <17:00-16:00")]
    [InlineData("2025-11-27", "closed")]
    [InlineData("2025-11-28", "<<17:00-<12:00 <17:00-12:15")]
    [InlineData("2012-09-04", "<<17:00-<10:30 <17:00-15:15")]
    [InlineData("2012-11-23", "<<17:00-<10:30 <17:00-12:15")]
    [InlineData("2011-11-25", "<<15:30-<<16:30 <<17:00-<10:30 <17:00-12:15")]
    [InlineData("2018-02-20", "<<17:00-<12:00 <17:00-15:15 15:30-16:00")]
    [InlineData("2025-12-24", "<17:00-12:15")]
    [InlineData("2025-12-25", "closed")]
    [InlineData("2025-12-26", "<17:00-16:00")]
    [InlineData("2026-01-01", "closed")]
    [InlineData("2026-01-02", "<17:00-16:00")]
    [InlineData("2022-12-26", "closed")]
    [InlineData("2023-01-02", "closed")]
    [InlineData("2024-07-03", "<17:00-12:15")]
    [InlineData("2012-07-03", "<15:30-<16:30 <17:00-12:15")]
    [InlineData("2012-07-05", "<<17:00-<10:30 <17:00-15:15")]
    // Good Friday: open in the morning in years with payrolls.
    [InlineData("2015-04-03", "<17:00-08:15")]
    [InlineData("2021-04-02", "<17:00-08:15")]
    [InlineData("2022-04-15", "closed")]
    [InlineData("2023-04-07", "<17:00-08:15")]
    [InlineData("2024-03-29", "closed")]
    [InlineData("2025-04-18", "closed")]
    [InlineData("2026-04-03", "<17:00-08:15")]
    [InlineData("2010-04-02", "<15:30-<16:30 <17:00-08:15")]
    [InlineData("2018-12-05", "<17:00-08:30")]
    [InlineData("2025-01-09", "<17:00-08:30")]
    public void ChicagoFutures(string label, string hours) => Assert.Equal(hours, Local("ES", label));

    [Theory]
    [InlineData("2007-02-19", "09:30-16:00")]
    [InlineData("2008-02-18", "closed")]
    [InlineData("2022-01-03", "closed")]
    [InlineData("2023-01-02", "closed")]
    [InlineData("2026-05-18", "closed")]
    [InlineData("2021-05-24", "closed")]
    [InlineData("2022-05-23", "closed")]
    [InlineData("2023-07-03", "closed")]
    [InlineData("2022-07-01", "closed")]
    [InlineData("2025-08-04", "closed")]
    [InlineData("2025-10-13", "closed")]
    [InlineData("2024-09-30", "09:30-16:00")]
    [InlineData("2025-11-11", "09:30-16:00")]
    [InlineData("2025-04-21", "09:30-16:00")]
    [InlineData("2021-12-27", "closed")]
    [InlineData("2021-12-28", "closed")]
    [InlineData("2022-12-26", "closed")]
    [InlineData("2022-12-27", "closed")]
    [InlineData("2020-12-25", "closed")]
    [InlineData("2020-12-28", "closed")]
    [InlineData("2020-12-24", "09:30-13:00")]
    [InlineData("2009-12-24", "09:30-16:00")]
    [InlineData("2010-12-24", "09:30-13:00")]
    [InlineData("2022-12-23", "09:30-16:00")]
    [InlineData("2001-09-11", "closed")]
    [InlineData("2001-09-12", "closed")]
    [InlineData("2001-09-13", "09:30-16:00")]
    [InlineData("2008-12-17", "09:30-16:00")]
    public void Toronto(string label, string hours) => Assert.Equal(hours, Local("XTSE", label));

    [Theory]
    [InlineData("2002-05-27", "08:00-16:30")]
    [InlineData("2002-06-03", "closed")]
    [InlineData("2002-06-04", "closed")]
    [InlineData("2012-05-28", "08:00-16:30")]
    [InlineData("2012-06-04", "closed")]
    [InlineData("2012-06-05", "closed")]
    [InlineData("2022-05-30", "08:00-16:30")]
    [InlineData("2022-06-02", "closed")]
    [InlineData("2022-06-03", "closed")]
    [InlineData("2020-05-04", "08:00-16:30")]
    [InlineData("2020-05-08", "closed")]
    [InlineData("2011-04-29", "closed")]
    [InlineData("2022-09-19", "closed")]
    [InlineData("2023-05-08", "closed")]
    [InlineData("2022-01-03", "closed")]
    [InlineData("2021-12-27", "closed")]
    [InlineData("2021-12-28", "closed")]
    [InlineData("2022-12-26", "closed")]
    [InlineData("2022-12-27", "closed")]
    [InlineData("2022-12-23", "08:00-12:30")] // Dec 24 on a Saturday
    [InlineData("2022-12-30", "08:00-12:30")]
    [InlineData("2023-12-22", "08:00-12:30")] // Dec 24 on a Sunday
    [InlineData("2023-12-29", "08:00-12:30")]
    [InlineData("2024-12-24", "08:00-12:30")]
    [InlineData("2024-12-31", "08:00-12:30")]
    public void London(string label, string hours) => Assert.Equal(hours, Local("XLON", label));

    [Theory]
    [InlineData("2000-06-01", "09:00-17:30")]
    [InlineData("2000-06-02", "09:00-20:00")]
    [InlineData("2003-10-31", "09:00-20:00")]
    [InlineData("2003-11-03", "09:00-17:30")]
    [InlineData("2006-06-05", "09:00-17:30")]
    [InlineData("2007-05-28", "closed")]
    [InlineData("2014-06-09", "09:00-17:30")]
    [InlineData("2015-05-25", "closed")]
    [InlineData("2021-05-24", "closed")]
    [InlineData("2022-06-06", "09:00-17:30")]
    [InlineData("2013-10-03", "09:00-17:30")]
    [InlineData("2014-10-03", "closed")]
    [InlineData("2019-10-03", "closed")]
    [InlineData("2022-10-03", "09:00-17:30")]
    [InlineData("2017-10-31", "closed")]
    [InlineData("2024-12-24", "closed")]
    [InlineData("2024-12-31", "closed")]
    [InlineData("2022-12-27", "09:00-17:30")]
    [InlineData("2009-12-30", "09:00-17:30")]
    [InlineData("2010-12-30", "09:00-14:00")]
    [InlineData("2022-12-30", "09:00-14:00")]
    [InlineData("2023-12-29", "09:00-14:00")]
    [InlineData("2024-12-30", "09:00-14:00")]
    public void Frankfurt(string label, string hours) => Assert.Equal(hours, Local("XETR", label));

    [Theory]
    [InlineData("2001-06-04", "closed")]
    [InlineData("2002-05-20", "09:00-17:30")]
    [InlineData("2000-07-14", "closed")]
    [InlineData("2003-07-14", "09:00-17:30")]
    [InlineData("2001-12-31", "closed")]
    [InlineData("2002-12-31", "09:00-14:05")]
    [InlineData("2024-12-24", "09:00-14:05")]
    [InlineData("2024-12-31", "09:00-14:05")]
    [InlineData("2022-12-23", "09:00-17:30")] // not moved to Friday
    [InlineData("2022-12-30", "09:00-17:30")]
    [InlineData("2022-12-26", "closed")]
    [InlineData("2022-12-27", "09:00-17:30")]
    [InlineData("2024-05-01", "closed")]
    public void Paris(string label, string hours) => Assert.Equal(hours, Local("XPAR", label));

    [Theory]
    [InlineData("2024-11-01", "09:00-11:30 12:30-15:00")]
    [InlineData("2024-11-05", "09:00-11:30 12:30-15:30")]
    [InlineData("2011-11-18", "09:00-11:00 12:30-15:00")]
    [InlineData("2011-11-21", "09:00-11:30 12:30-15:00")]
    [InlineData("2000-01-04", "09:00-11:00")]
    [InlineData("2000-12-29", "09:00-11:00")]
    [InlineData("2000-12-28", "09:00-11:00 12:30-15:00")]
    [InlineData("2008-12-30", "09:00-11:00")]
    [InlineData("2009-01-05", "09:00-11:00")]
    [InlineData("2009-12-30", "09:00-11:00 12:30-15:00")]
    [InlineData("2010-01-04", "09:00-11:00 12:30-15:00")]
    [InlineData("2009-05-06", "closed")] // May 3 on a Sunday
    [InlineData("2015-05-06", "closed")]
    [InlineData("2020-05-06", "closed")]
    [InlineData("2026-05-06", "closed")]
    [InlineData("2009-09-22", "closed")] // between two holidays
    [InlineData("2015-09-22", "closed")]
    [InlineData("2026-09-22", "closed")]
    [InlineData("2019-04-30", "closed")]
    [InlineData("2019-10-22", "closed")]
    [InlineData("2020-07-23", "closed")]
    [InlineData("2020-10-12", "09:00-11:30 12:30-15:00")]
    [InlineData("2021-08-09", "closed")]
    [InlineData("2021-08-11", "09:00-11:30 12:30-15:00")]
    [InlineData("2018-12-24", "closed")]
    [InlineData("2019-12-23", "09:00-11:30 12:30-15:00")]
    [InlineData("2020-02-24", "closed")]
    [InlineData("2020-10-01", "closed")]
    [InlineData("2024-09-22", "closed")]
    [InlineData("2028-09-22", "closed")]
    public void Tokyo(string label, string hours) => Assert.Equal(hours, Local("XTKS", label));

    [Theory]
    [InlineData("2011-03-04", "10:00-12:30 14:30-16:00")]
    [InlineData("2011-03-07", "09:30-12:00 13:30-16:00")]
    [InlineData("2012-03-02", "09:30-12:00 13:30-16:00")]
    [InlineData("2012-03-05", "09:30-12:00 13:00-16:00")]
    [InlineData("2013-02-08", "09:30-12:00 13:00-16:00")] // New Year on a Sunday: no eve on a weekday, and the 4th day
    [InlineData("2013-02-13", "closed")]
    [InlineData("2007-02-20", "closed")]
    [InlineData("2007-02-21", "10:00-12:30 14:30-16:00")]
    [InlineData("2023-01-25", "closed")]
    [InlineData("2010-04-06", "closed")]
    [InlineData("2015-04-07", "closed")]
    [InlineData("2021-04-06", "closed")]
    [InlineData("2026-04-07", "closed")]
    [InlineData("2001-01-23", "10:00-12:30")]
    [InlineData("2005-02-08", "10:00-12:30")]
    [InlineData("2011-02-02", "10:00-12:30")]
    [InlineData("2014-01-30", "09:30-12:00")]
    [InlineData("2025-01-28", "09:30-12:00")]
    [InlineData("2026-02-16", "09:30-12:00")]
    [InlineData("2010-12-24", "10:00-12:30")]
    [InlineData("2010-12-31", "10:00-12:30")]
    [InlineData("2012-12-24", "09:30-12:00")]
    [InlineData("2024-12-31", "09:30-12:00")]
    [InlineData("2022-12-30", "09:30-12:00 13:00-16:00")]
    [InlineData("2023-07-17", "closed")]
    [InlineData("2023-09-01", "closed")]
    [InlineData("2023-09-08", "closed")]
    [InlineData("2024-09-06", "closed")]
    [InlineData("2008-06-25", "14:30-16:00")]
    [InlineData("2012-07-24", "13:00-16:00")]
    [InlineData("2014-09-16", "13:00-16:00")]
    [InlineData("2020-08-19", "13:30-16:00")]
    [InlineData("2021-06-28", "13:30-16:00")]
    [InlineData("2023-10-09", "14:00-16:00")]
    [InlineData("2015-09-03", "closed")]
    [InlineData("2022-09-12", "closed")]
    public void HongKong(string label, string hours) => Assert.Equal(hours, Local("XHKG", label));

    [Theory]
    [InlineData("2020-01-31", "closed")]
    [InlineData("2020-02-03", "09:30-11:30 13:00-15:00")]
    [InlineData("2015-09-04", "closed")]
    [InlineData("2024-02-09", "closed")]
    [InlineData("2024-02-18", "closed")] // a Sunday made into a working day
    [InlineData("2026-02-23", "closed")]
    [InlineData("2026-12-31", "09:30-11:30 13:00-15:00")]
    [InlineData("2027-01-04", "closed")] // beyond the calendar
    public void Shanghai(string label, string hours) => Assert.Equal(hours, Local("XSHE", label));

    [Theory]
    [InlineData("2010-04-26", "closed")]
    [InlineData("2011-04-26", "closed")]
    [InlineData("2021-04-26", "10:00-16:00")]
    [InlineData("2020-04-27", "10:00-16:00")]
    [InlineData("2022-09-22", "closed")]
    [InlineData("2022-01-03", "closed")]
    [InlineData("2020-01-27", "closed")]
    [InlineData("2025-06-09", "closed")]
    [InlineData("2021-12-27", "closed")]
    [InlineData("2021-12-28", "closed")]
    [InlineData("2009-12-24", "10:00-16:00")]
    [InlineData("2010-12-24", "10:00-14:10")]
    [InlineData("2010-12-31", "10:00-14:10")]
    [InlineData("2022-12-23", "10:00-16:00")]
    [InlineData("2022-12-30", "10:00-16:00")]
    [InlineData("2023-12-22", "10:00-14:10")] // Dec 24 on a Sunday
    [InlineData("2023-12-29", "10:00-14:10")]
    [InlineData("2024-12-24", "10:00-14:10")]
    [InlineData("2024-10-07", "10:00-16:00")]
    public void Sydney(string label, string hours) => Assert.Equal(hours, Local("XASX", label));

    [Theory]
    [InlineData("2009-12-31", "09:55-15:30")]
    [InlineData("2010-01-04", "09:00-15:30")]
    [InlineData("2010-10-15", "09:00-15:30")]
    [InlineData("2010-10-18", "09:15-15:30")]
    [InlineData("2015-02-28", "09:15-15:30")]
    [InlineData("2020-02-01", "09:15-15:30")]
    [InlineData("2024-01-20", "09:15-15:30")]
    [InlineData("2024-01-22", "closed")]
    [InlineData("2024-03-02", "09:15-10:00 11:30-12:30")]
    [InlineData("2024-05-18", "09:15-10:00 11:45-12:40")]
    [InlineData("2025-02-01", "09:15-15:30")]
    [InlineData("2026-02-01", "09:15-15:30")] // a Sunday
    [InlineData("2025-10-21", "13:45-14:45")]
    [InlineData("2023-06-28", "09:15-15:30")]
    [InlineData("2023-06-29", "closed")]
    [InlineData("2019-04-29", "closed")]
    [InlineData("2026-01-15", "closed")]
    [InlineData("2021-02-24", "09:15-15:30")]
    public void Mumbai(string label, string hours) => Assert.Equal(hours, Local("XNSE", label));

    [Theory]
    [InlineData("24/7", "2026-02-01", "00:00-24:00")]
    [InlineData("24/7", "2026-12-25", "00:00-24:00")]
    [InlineData("24/5", "2026-01-30", "00:00-24:00")]
    [InlineData("24/5", "2026-02-01", "closed")]
    public void AroundTheClock(string id, string label, string hours) => Assert.Equal(hours, Local(id, label));

    // New York changes its clocks on 2026-03-08, London and Paris on 2026-03-29; Sydney on 2026-04-05; Tokyo and Mumbai never.
    [Theory]
    [InlineData("XNYS", "2026-03-06", "2026-03-06T14:30:00Z", "2026-03-06T21:00:00Z")]
    [InlineData("XNYS", "2026-03-09", "2026-03-09T13:30:00Z", "2026-03-09T20:00:00Z")]
    [InlineData("XLON", "2026-03-09", "2026-03-09T08:00:00Z", "2026-03-09T16:30:00Z")]
    [InlineData("XLON", "2026-03-30", "2026-03-30T07:00:00Z", "2026-03-30T15:30:00Z")]
    [InlineData("XLON", "2026-10-27", "2026-10-27T08:00:00Z", "2026-10-27T16:30:00Z")]
    [InlineData("XNYS", "2026-10-27", "2026-10-27T13:30:00Z", "2026-10-27T20:00:00Z")]
    [InlineData("XASX", "2026-04-02", "2026-04-01T23:00:00Z", "2026-04-02T05:00:00Z")]
    [InlineData("XASX", "2026-04-07", "2026-04-07T00:00:00Z", "2026-04-07T06:00:00Z")]
    [InlineData("XASX", "2000-08-28", "2000-08-27T23:00:00Z", "2000-08-28T05:00:00Z")] // summer time early for the Olympics
    [InlineData("XASX", "2006-03-30", "2006-03-29T23:00:00Z", "2006-03-30T05:00:00Z")]
    [InlineData("XBOM", "2026-03-09", "2026-03-09T03:45:00Z", "2026-03-09T10:00:00Z")]
    [InlineData("CMEG", "2026-03-09", "2026-03-08T22:00:00Z", "2026-03-09T21:00:00Z")]
    [InlineData("CMEG", "2026-11-02", "2026-11-01T23:00:00Z", "2026-11-02T22:00:00Z")]
    public void InstantsFollowTheMarketsOwnClock(string id, string label, string open, string close)
    {
        TradingSession session = Session(id, label)!;
        Assert.Equal((open, close), (session.Open.ToString(), session.Close.ToString()));
    }

    [Theory]
    [InlineData("XNYS", "2024-07-03", SessionMarks.EarlyClose)]
    [InlineData("XNYS", "2002-09-11", SessionMarks.LateOpen)]
    [InlineData("XNYS", "2009-07-02", SessionMarks.LateClose)]
    [InlineData("XNYS", "2001-06-08", SessionMarks.Halted)]
    [InlineData("XNYS", "2020-03-16", SessionMarks.Halted | SessionMarks.Unconfirmed)]
    [InlineData("XNYS", "2027-12-31", SessionMarks.None)]
    [InlineData("XNYS", "2028-01-03", SessionMarks.Projected)]
    [InlineData("XBOM", "2026-02-01", SessionMarks.Extra)]
    [InlineData("XBOM", "2024-03-02", SessionMarks.Extra)]
    [InlineData("XBOM", "2024-05-18", SessionMarks.Extra | SessionMarks.Unconfirmed)]
    [InlineData("XTSE", "2008-12-17", SessionMarks.Unconfirmed)]
    [InlineData("XHKG", "2023-10-09", SessionMarks.LateOpen | SessionMarks.Unconfirmed)]
    [InlineData("XHKG", "2024-12-31", SessionMarks.EarlyClose)]
    [InlineData("XTKS", "2006-01-18", SessionMarks.EarlyClose | SessionMarks.Unconfirmed)]
    [InlineData("CMEG", "2012-09-04", SessionMarks.Unconfirmed)]
    [InlineData("CMEG", "2026-01-20", SessionMarks.None)]
    public void SessionsCarryMarks(string id, string label, SessionMarks marks) => Assert.Equal(marks, Session(id, label)!.Marks);

    [Fact]
    public void NotesSayWhyADayIsOdd()
    {
        Assert.Equal("Christmas Eve", Session("XNYS", "2024-12-24")!.Note);
        Assert.Equal("with the hours of Martin Luther King Day", Session("CMEG", "2026-01-20")!.Note);
        Assert.Equal("Day after Thanksgiving; with the hours of Thanksgiving", Session("CMEG", "2024-11-29")!.Note);
        Assert.Null(Session("XNYS", "2024-12-23")!.Note);
        Assert.Contains(
            Calendar("XNYS").Notes,
            n => n is { Unconfirmed: true } && n.Text.StartsWith("Overnight", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void ClosedDaysHaveAReason()
    {
        Assert.Equal(
            new ClosedDay(Day("2022-06-20"), "Juneteenth", false, false, false),
            Assert.Single(Calendar("XNYS").ClosedDays(Day("2022-06-01"), Day("2022-06-30")))
        );
        Assert.Equal(
            new ClosedDay(Day("2020-10-01"), "Outage of the exchange", true, false, false),
            Assert.Single(Calendar("XTKS").ClosedDays(Day("2020-10-01"), Day("2020-10-01")))
        );
        Assert.Equal(
            new ClosedDay(Day("2024-03-29"), "Good Friday", false, false, true),
            Assert.Single(Calendar("CMEG").ClosedDays(Day("2024-03-01"), Day("2024-03-31")))
        );
        Assert.True(Assert.Single(Calendar("XNYS").ClosedDays(Day("2029-12-25"), Day("2029-12-25"))).Projected);
    }

    [Fact]
    public void WeekdaysClosedAreTheOnesOnRecord()
    {
        int rows = 0;
        foreach (string line in File.ReadLines(Path.Combine(Folder, "weekdays-closed.txt")).Where(l => !l.StartsWith('#')))
        {
            string[] words = line.Split(' ');
            var (id, year) = (words[0], words[1]);
            IEnumerable<string> expected = words[2..];
            if (id == "XHKG" && year == "2023")
                expected = expected.Concat(["09-01", "09-08"]).Order(StringComparer.Ordinal);
            // Muhurat trading is held on days that are closed otherwise.
            var (first, last) = (Day($"{year}-01-01"), Day($"{year}-12-31"));
            var closed = Calendar(id)
                .ClosedDays(first, last)
                .Select(d => d.Date)
                .Concat(Calendar(id).Sessions(first, last).Where(s => s.Is(SessionMarks.Extra)).Select(s => s.Label))
                .Where(d => d.DayOfWeek < IsoDayOfWeek.Saturday)
                .Order();
            Assert.Equal(
                $"{id} {year} {string.Join(' ', expected)}",
                $"{id} {year} {string.Join(' ', closed.Select(d => d.ToString("MM-dd", null)))}"
            );
            rows++;
        }

        Assert.Equal(112, rows);
    }
}
