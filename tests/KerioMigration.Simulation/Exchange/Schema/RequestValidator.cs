using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using KerioMigration.Simulation.Exchange.Wire;

namespace KerioMigration.Simulation.Exchange.Schema;

/// <summary>
/// Checks a request as Exchange's schema does, with the wording of .NET's validator, which is what Exchange sends back. An element
/// whose name fits but whose namespace is the other one of the two is passed over in silence, as a real server was seen to do.
/// </summary>
internal sealed class RequestValidator(SchemaVersion version)
{
    public void Validate(XElement element, ElementType type)
    {
        ValidateAttributes(element, type);
        if (type.Text is { } text)
        {
            ValidateText(element, text);
            return;
        }

        ValidateChildren(element, type);
    }

    private static string Quote(XElement element) => $"'{element.Name.LocalName}' in namespace '{element.Name.NamespaceName}'";

    private static string Expected(IEnumerable<Particle> particles)
    {
        var names = particles.SelectMany(p => p.Choices.Keys).ToList();
        return names.Count == 0 ? string.Empty
            : $" List of possible elements expected: '{string.Join(", ", names.Select(n => n.LocalName))}' in namespace '{names[0].NamespaceName}'.";
    }

    private static SoapFaultException Invalid(XObject where, string violation)
    {
        var line = (IXmlLineInfo)where;
        return new SoapFaultException("ErrorSchemaValidation", $"The request failed schema validation: {violation}")
        {
            Violation = (line.LineNumber, line.LinePosition, violation),
        };
    }

    private void ValidateAttributes(XElement element, ElementType type)
    {
        foreach (var attribute in element.Attributes().Where(a => !a.IsNamespaceDeclaration && a.Name.NamespaceName.Length == 0))
        {
            var rule = type.Attributes.FirstOrDefault(r => r.Name == attribute.Name.LocalName && version >= r.Since)
                ?? throw Invalid(attribute, $"The '{attribute.Name.LocalName}' attribute is not declared.");
            if (!rule.Type.IsValid(attribute.Value, version))
            {
                throw Invalid(attribute, $"The '{rule.Name}' attribute is invalid - The value '{attribute.Value}' is invalid according to its " +
                    $"datatype '{Ns.Types}:{rule.Type.Name}' - The Enumeration constraint failed.");
            }
        }

        if (type.Attributes.FirstOrDefault(r => r.IsRequired && element.Attribute(r.Name) is null) is { } missing)
        {
            throw Invalid(element, $"The required attribute '{missing.Name}' is missing.");
        }
    }

    private void ValidateText(XElement element, TextType text)
    {
        if (element.Elements().FirstOrDefault() is { } child)
        {
            throw Invalid(child, $"The element {Quote(element)} cannot contain child element {Quote(child)} because the parent element's content model is text only.");
        }

        if (!text.IsValid(element.Value, version))
        {
            throw Invalid(element, $"The '{element.Name}' element is invalid - The value '{element.Value}' is invalid according to its " +
                $"datatype '{Ns.Types}:{text.Name}' - The Enumeration constraint failed.");
        }
    }

    private void ValidateChildren(XElement element, ElementType type)
    {
        var particles = type.Particles.Where(p => version >= p.Since).ToList();
        var at = 0;
        var count = 0;
        foreach (var child in element.Elements())
        {
            if (IsInOtherNamespace(child, type))
            {
                continue;
            }

            while (at < particles.Count && (count == particles[at].Max || !particles[at].Choices.ContainsKey(child.Name)))
            {
                if (count < particles[at].Min)
                {
                    throw InvalidChild(element, child, particles.Skip(at).Take(1));
                }

                at++;
                count = 0;
            }

            if (at == particles.Count)
            {
                throw InvalidChild(element, child, []);
            }

            count++;
            Validate(child, particles[at].Choices[child.Name]());
        }

        if (particles.Skip(at).Where((p, i) => (i == 0 ? count : 0) < p.Min).FirstOrDefault() is { } missing)
        {
            throw Invalid(element, $"The element {Quote(element)} has incomplete content.{Expected([missing])}");
        }
    }

    private static SoapFaultException InvalidChild(XElement element, XElement child, IEnumerable<Particle> expected) =>
        Invalid(child, $"The element {Quote(element)} has invalid child element {Quote(child)}.{Expected(expected)}");

    private static bool IsInOtherNamespace(XElement child, ElementType type)
    {
        var other = child.Name.Namespace == Ns.Messages ? Ns.Types : child.Name.Namespace == Ns.Types ? Ns.Messages : null;
        return other is not null
            && !type.Particles.Any(p => p.Choices.ContainsKey(child.Name))
            && type.Particles.Any(p => p.Choices.ContainsKey(other + child.Name.LocalName));
    }
}
