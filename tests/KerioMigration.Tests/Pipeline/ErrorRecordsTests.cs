using System;
using System.Linq;
using System.Management.Automation;
using KerioMigration.Engine.Model;
using KerioMigration.Pipeline;
using Xunit;

namespace KerioMigration.Tests.Pipeline;

public sealed class ErrorRecordsTests
{
    public static TheoryData<Reason> Reasons => new(Enum.GetValues<Reason>().Where(r => r is not Reason.None));

    [Fact]
    public void Sets_id_category_target_message_and_recommended_action()
    {
        var record = ErrorRecords.From(new Failure(FailureScope.Mailbox, FailureRemedy.None, Reason.ImpersonationDenied, "No right."), "anna@example.org");
        Assert.Equal("ImpersonationDenied", record.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.PermissionDenied, record.CategoryInfo.Category);
        Assert.Equal("anna@example.org", record.TargetObject);
        Assert.Equal("No right.", record.ErrorDetails.Message);
        Assert.Contains("ApplicationImpersonation", record.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Has_an_action_of_its_own_for_every_reason(Reason reason) =>
        Assert.Equal(reason is Reason.Unexpected, Remedies.For(reason) == Remedies.For((Reason)int.MaxValue));

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Has_a_category_for_every_reason_that_ends_something(Reason reason)
    {
        var isChoice = reason is Reason.FolderExcluded or Reason.OutsideDateRange or Reason.KindNotSelected;
        Assert.Equal(isChoice || reason is Reason.Unexpected, ErrorRecords.Category(reason) == ErrorCategory.NotSpecified);
    }
}
